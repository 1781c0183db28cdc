import { z } from 'zod'
import type { Endpoint, Method } from './api.ts'
import { languages } from './texts.ts'

/** JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export type Schema = {
  type?: string | string[]
  description?: string
  $ref?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  [keyword: string]: unknown
}
type Parameter = {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: Schema
  style?: 'form'
  explode?: boolean
}
export type Operation = {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security?: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Schema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>
}
export type OpenApi = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Partial<Record<Method, Operation>>>
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, unknown> }
}

export const problemShape = z
  .object({
    type: z.string().describe('urn:innbyggertorg: and the code. A name, not an address.'),
    title: z.string().describe('Why not, in the language asked for.'),
    status: z.int(),
    detail: z.string().optional().describe('What to do instead.'),
    code: z.string().optional().describe('For programs to compare.'),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
    instance: z.string().optional().describe('Names this request in our logs.'),
  })
  .meta({ id: 'Problem' })

/** Content in the languages somebody wrote it in. */
export const localTextShape = z
  .partialRecord(z.enum(languages), z.string())
  .describe('The text in the languages it is written in.')
  .meta({ id: 'LocalText' })

/** The document of everything that can be asked for, from the very shapes that check what comes in. */
export function describeApi(
  endpoints: readonly Endpoint[],
  about: OpenApi['info'] & { url: string; cookie: string },
): OpenApi {
  const schemas: Record<string, Schema> = {}
  const convert = (shape: z.ZodType, io: 'input' | 'output') => hoisted(shape, io, schemas)
  const problem = { content: { 'application/problem+json': { schema: convert(problemShape, 'output') } } }
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method]: operation(endpoint, path, convert, problem) }
  }
  const { url, cookie, ...info } = about
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url }],
    paths,
    components: {
      schemas,
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookie } },
    },
  }
}

type Convert = (shape: z.ZodType, io: 'input' | 'output') => Schema

function operation(endpoint: Endpoint, path: string, convert: Convert, problem: object): Operation {
  const { method, summary, about, params, query, body, answers, once, signedIn } = endpoint
  const content = (schema: Schema) => ({ 'application/json': { schema } })
  return {
    operationId: `${method}${path
      .replace(/^\/api/, '')
      .replace(/\W+(\w)/g, (_, letter) => letter.toUpperCase())
      .replace(/\W/g, '')}`,
    summary,
    ...(about && { description: about }),
    tags: [path.split('/')[2] as string],
    ...(signedIn ? { security: [{ session: [] }] } : method !== 'get' && { security: [{}, { session: [] }] }),
    parameters: [
      ...parametersOf('path', params, convert),
      ...parametersOf('query', query, convert),
      ...(once ? [keyParameter] : []),
      languageParameter,
    ],
    ...(body && { requestBody: { required: true, content: content(convert(body, 'input')) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { about: description, is }]) => [
          status,
          { description, content: content(convert(is, 'output')) },
        ]),
      ),
      ...(method === 'get' && { 304: { description: 'Nothing has changed since the ETag you sent.' } }),
      default: { description: 'Why not, and what to do instead.', ...problem },
    },
  }
}

function parametersOf(where: 'path' | 'query', shape: z.ZodType | undefined, convert: Convert): Parameter[] {
  if (!shape) return []
  const { properties = {}, required = [] } = convert(shape, 'input')
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...(description && { description }),
    schema,
    ...(where === 'query' && schema.type === 'array' && { style: 'form' as const, explode: true }),
  }))
}

const keyParameter: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A new random text for every wish. Send the same one when you try again: you get the first answer, and nothing happens twice.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
}

const languageParameter: Parameter = {
  name: 'language',
  in: 'query',
  required: false,
  description:
    'The language of problems; otherwise Accept-Language decides. Content comes in every language it is written in.',
  schema: { type: 'string', enum: ['nb', 'nn', 'en'] },
}

/** Named shapes go to components, once, whoever uses them. */
function hoisted(shape: z.ZodType, io: 'input' | 'output', into: Record<string, Schema>): Schema {
  const {
    $schema: _,
    $defs,
    ...schema
  } = z.toJSONSchema(shape, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The format says it; zod's patterns for dates are half a page each.
      if (jsonSchema.format) delete jsonSchema.pattern
      // An answer may grow: readers must take fields they do not know.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
      delete jsonSchema.id
    },
  }) as Schema & { $defs?: Record<string, Schema> }
  Object.assign(into, inComponents($defs ?? {}))
  const id = z.globalRegistry.get(shape)?.id
  if (!id) return inComponents(schema)
  // A shape that is used inside itself or twice stands among its own parts already.
  if (!$defs?.[id]) into[id] = inComponents(schema)
  return { $ref: `#/components/schemas/${id}` }
}

const inComponents = <T>(schema: T): T =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as T
