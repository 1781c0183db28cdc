import type { Child } from 'hono/jsx'
import { config, type Operation, page, type Schema } from '#kernel'
import { Page, Table } from '#ui'
import { apiDocument } from './api-document.ts'
import { type ApiTexts, texts } from './texts.ts'

/** The OpenAPI document for people: rendered here, without any of the usual scripts. */
export const apiPage = page({
  cache: () => ({ tags: [], seconds: 3600 }),
  show: (_, c) => {
    const t = texts[c.lang]
    const { paths, components } = apiDocument()
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    )
    return (
      <Page c={c} title={t.title} description={t.description} wide>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>
          {t.documentText} <a href="/api/openapi.json">{t.document}</a>.
        </p>
        <h2>{t.feeds}</h2>
        <div class="described">
          <Table caption={t.feeds} head={[t.address, t.whatItIs]} rows={feedRows(t)} rowHead />
        </div>
        <h2>{t.operations}</h2>
        <p>{t.english}</p>
        {operations.map(({ path, method, operation }) => (
          <OperationPart t={t} path={path} method={method} operation={operation} />
        ))}
        <h2>{t.shapes}</h2>
        {Object.entries(components.schemas).map(([name, schema]) => (
          <div lang="en" class="described">
            <h3 id={`shape-${name}`}>{name}</h3>
            {schema.description && <p>{schema.description}</p>}
            <Fields t={t} schema={schema} caption={name} />
          </div>
        ))}
      </Page>
    )
  },
})

const feedRows = ({ feedRows: about }: ApiTexts): Child[][] =>
  [
    ['/activities.ics', about.calendarAll],
    ['/hubs/{hubId}.ics', about.calendarHub],
    ['/activities/{activityId}.ics', about.calendarActivity],
    ['/activities.atom', about.newsAll],
    ['/hubs/{hubId}.atom', about.newsHub],
    ['/sitemap.xml', about.sitemap],
  ].map(([path, what]) => [<code>{path}</code>, what])

function OperationPart({
  t,
  path,
  method,
  operation,
}: {
  t: ApiTexts
  path: string
  method: string
  operation: Operation
}) {
  const id = operation.operationId
  const body = operation.requestBody?.content['application/json']?.schema
  const example = `${config.publicUrl}${path.replace('{hubId}', 'borgen').replace('{activityId}', '1')}`
  // Nothing to press where one must sign in first, or know an id or a time.
  const needsMore =
    example.includes('{') ||
    operation.security !== undefined ||
    operation.parameters.some((one) => one.in === 'query' && one.required)
  return (
    <div lang="en" class="described">
      <h3 id={id}>{operation.summary}</h3>
      <p>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </p>
      {operation.description && <p>{operation.description}</p>}
      <Table
        caption={`${t.parameters}: ${operation.summary}`}
        head={[t.name, t.type, t.about]}
        rowHead
        rows={operation.parameters.map((parameter) => [
          <code>{parameter.name}</code>,
          <TypeOf t={t} schema={parameter.schema} />,
          <>
            {parameter.description} {parameter.required && <em>({t.required})</em>}
          </>,
        ])}
      />
      {body && (
        <p>
          {t.body}: <TypeOf t={t} schema={body} />
        </p>
      )}
      {Object.entries(operation.responses).map(([status, { description, content }]) => {
        const schema = content && Object.values(content)[0]?.schema
        return (
          <p>
            {t.answer} <code>{status}</code>: {description} {schema && <TypeOf t={t} schema={schema} />}
          </p>
        )
      })}
      {method === 'get' && !needsMore && (
        <p>
          {t.try}: <a href={example}>{example}</a>
        </p>
      )}
    </div>
  )
}

function Fields({ t, schema, caption }: { t: ApiTexts; schema: Schema; caption: string }) {
  const fields = Object.entries(schema.properties ?? {})
  if (fields.length === 0) return <TypeOf t={t} schema={schema} />
  return (
    <Table
      caption={caption}
      head={[t.name, t.type, t.about]}
      rowHead
      rows={fields.map(([name, field]) => [
        <code>{name}</code>,
        <TypeOf t={t} schema={field} />,
        field.description ?? '',
      ])}
    />
  )
}

/** A shape in few words, with a link when it has a name of its own. */
function TypeOf({ t, schema }: { t: ApiTexts; schema: Schema }): Child {
  const { $ref, anyOf, oneOf, items, properties, type, format, propertyNames } = schema
  if ($ref) {
    const name = $ref.split('/').at(-1)
    return <a href={`#shape-${name}`}>{name}</a>
  }
  const choices = anyOf ?? oneOf
  if (choices) {
    const real = choices.filter((choice) => choice.type !== 'null')
    return (
      <>
        {real.map((choice, i) => (
          <>
            {i > 0 && ' | '}
            <TypeOf t={t} schema={choice} />
          </>
        ))}
        {real.length < choices.length && ` (${t.canBeNull})`}
      </>
    )
  }
  if (schema.enum) return <>{schema.enum.map(String).join(' | ')}</>
  if (items)
    return (
      <>
        [ <TypeOf t={t} schema={items} /> ]
      </>
    )
  if (properties)
    return (
      <dl class="shape">
        {Object.entries(properties).map(([name, field]) => (
          <div>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <TypeOf t={t} schema={field} />
            </dd>
          </div>
        ))}
      </dl>
    )
  if (propertyNames) return <>object</>
  return (
    <>
      {[format ?? (Array.isArray(type) ? type.join(' | ') : type) ?? 'any', range(schema)]
        .filter(Boolean)
        .join(' ')}
    </>
  )
}

const range = ({ minimum, maximum, maxLength }: Schema) => {
  const isReal = (n: unknown): n is number => typeof n === 'number' && Math.abs(n) < Number.MAX_SAFE_INTEGER
  if (isReal(maximum)) return `${isReal(minimum) ? minimum : ''}–${maximum}`
  return isReal(maxLength) ? `≤ ${maxLength}` : ''
}
