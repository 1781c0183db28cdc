import { z } from 'zod'
import { instantOf, page, say, type Visit } from '#kernel'
import { needStaff } from '#people'
import {
  Alert,
  Button,
  Card,
  EmptyState,
  ErrorSummary,
  Facts,
  Form,
  Hidden,
  Page,
  RadioGroup,
  TextArea,
  TextField,
  When,
} from '#ui'
import {
  type FeedbackKind,
  feedbackForm,
  feedbackKinds,
  giveFeedback,
  handleFeedback,
  noteFeedbackSeen,
  openFeedback,
} from '../feedback.ts'
import { texts } from '../texts/index.ts'

/** The page the reader came from, when it is one of ours. */
function cameFrom(c: Visit): string {
  const referrer = c.req.header('referer')
  if (!referrer || !URL.canParse(referrer)) return ''
  const url = new URL(referrer)
  return url.host === c.req.header('host') ? url.pathname : ''
}

export const feedbackPage = page({
  form: feedbackForm,
  act: async (c, wish) => {
    await c.transaction((tx) => giveFeedback(tx, wish, { lang: c.lang, network: c.network }))
    return c.redirect('/feedback?done=sent')
  },
  show: (_, c) => {
    const t = texts[c.lang].feedback
    return (
      <Page c={c} title={t.title} description={t.lead}>
        {c.done === 'sent' && <Alert kind="success">{t.thanks}</Alert>}
        <ErrorSummary c={c} />
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <Form c={c}>
          <RadioGroup
            c={c}
            name="kind"
            label={t.kind}
            value={c.query.get('kind')}
            options={feedbackKinds.map((kind) => ({ value: kind, text: t.kinds[kind] }))}
            required
          />
          <TextArea
            c={c}
            name="message"
            label={t.message}
            hint={t.messageHint}
            rows={6}
            maxlength={4000}
            required
          />
          <TextField
            c={c}
            name="answerTo"
            type="email"
            label={t.answerTo}
            hint={t.answerHint}
            autocomplete="email"
            optional
          />
          <Hidden name="aboutPath" value={c.form.value('aboutPath') ?? cameFrom(c)} />
          <Button>{t.send}</Button>
        </Form>
      </Page>
    )
  },
})

export const staffFeedbackPage = page({
  needs: 'sign-in',
  form: z.object({ id: z.coerce.number().int() }),
  read: async (c) => {
    needStaff(c.actor, null)
    const open = await openFeedback(c.db)
    if (c.req.method === 'GET') await c.transaction((tx) => noteFeedbackSeen(tx, c.actor, open))
    return open
  },
  act: async (c, { id }) => {
    await c.transaction((tx) => handleFeedback(tx, c.actor, id))
    return c.redirect('/staff/feedback')
  },
  show: (open, c) => {
    const t = texts[c.lang]
    return (
      <Page c={c} title={t.feedback.staffTitle} breadcrumbs={[{ href: c.url('/staff'), text: t.desk.title }]}>
        <ErrorSummary c={c} />
        <h1>{t.feedback.staffTitle}</h1>
        {open.length === 0 && <EmptyState title={t.feedback.staffNone} />}
        <div class="stack">
          {open.map((said) => (
            <Card title={t.feedback.kinds[said.kind as FeedbackKind]} level={2}>
              <p class="quiet small">
                <When from={instantOf(said.sent_at)} c={c} />
              </p>
              <blockquote lang={said.lang} dir="auto">
                {said.message}
              </blockquote>
              <Facts
                rows={[
                  said.about_path && [t.feedback.aboutPage, <a href={said.about_path}>{said.about_path}</a>],
                  said.answer_to && [
                    t.feedback.answer,
                    <a href={`mailto:${said.answer_to}`}>{said.answer_to}</a>,
                  ],
                ]}
              />
              <Form c={c}>
                <Hidden name="id" value={said.id} />
                <Button
                  variant="secondary"
                  size="sm"
                  label={`${t.feedback.handled}: ${say[c.lang].dateTime(instantOf(said.sent_at), c.today)}`}
                >
                  {t.feedback.handled}
                </Button>
              </Form>
            </Card>
          ))}
        </div>
      </Page>
    )
  },
})
