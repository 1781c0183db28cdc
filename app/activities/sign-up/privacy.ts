import { type Db, instantOf, type Lang, type LocalText, languages, now, pick, say, sql } from '#kernel'
import type { ExportSection, PrivacyPart } from '#people'
import type { Question } from '../shapes.ts'
import { signUpTexts } from '../texts/sign-up.ts'
import { sayAnswer } from './answers.ts'
import { cleanUpSignUps, eraseSignUps, signUpsOf } from './forget-sign-ups.ts'
import type { SignUpState } from './sign-up-rules.ts'

const said = (key: 'name' | 'what' | 'purpose' | 'basis' | 'kept') =>
  Object.fromEntries(languages.map((lang) => [lang, signUpTexts[lang].privacy[key]])) as Record<Lang, string>

/** What sign-ups keep about people, for the register, the export, the erasure and the clean-up. */
export const signUpPrivacy: PrivacyPart = {
  classes: [
    {
      key: 'activities.sign-ups',
      name: said('name'),
      what: said('what'),
      purpose: said('purpose'),
      basis: said('basis'),
      kept: said('kept'),
    },
  ],
  exportOf,
  erase: async (tx, personId) => {
    await eraseSignUps(tx, personId, now())
    return []
  },
  cleanUp: cleanUpSignUps,
}

type Row = {
  title: LocalText
  starts_at: string | null
  state: SignUpState
  party_size: number
  created_at: string
  name: string | null
  contact: string | null
  children: string | null
  questions: Question[]
  answers: Record<string, string> | null
  came: number | null
}

/** Also to a question that the organiser has taken away since. */
function answersIn({ questions, answers }: Pick<Row, 'questions' | 'answers'>, lang: Lang): string | null {
  const said = Object.entries(answers ?? {}).map(([id, answer]) => {
    const question = questions.find((one) => one.id === id)
    return question ? sayAnswer(question, answer, lang) : answer
  })
  return said.join('; ') || null
}

async function exportOf(db: Db, personId: string, lang: Lang): Promise<ExportSection[]> {
  const t = signUpTexts[lang]
  const { rows } = await sql<Row>`
    select s.title, u.state, u.party_size, u.created_at, u.name, coalesce(u.email, u.phone) as contact,
      (select string_agg(coalesce(child.name, a.name), ', ' order by a.id) from activities.attendee a
        left join people.child child on child.id = a.child_id where a.sign_up_id = u.id) as children,
      s.questions,
      (select jsonb_object_agg(n.question_id, n.answer) from activities.answer n where n.sign_up_id = u.id) as answers,
      (select sum(t.count)::int from activities.attendance t where t.sign_up_id = u.id) as came,
      (select min(o.starts_at) from activities.occurrence o
        where o.series_id = p.series_id and o.id = coalesce(p.occurrence_id, o.id)) as starts_at
    from activities.sign_up u join activities.pool p on p.id = u.pool_id join activities.series s on s.id = p.series_id
    where ${signUpsOf(personId)} order by u.created_at`.execute(db)
  return [
    {
      key: 'activities.sign-ups',
      title: t.privacy.name,
      columns: t.privacy.columns,
      rows: rows.map((row) => ({
        activity: pick(row.title, lang).text,
        date: row.starts_at && say[lang].dateLong(instantOf(row.starts_at)),
        state: t.status.short[row.state],
        party: row.party_size,
        name: row.name,
        contact: row.contact,
        children: row.children,
        answers: answersIn(row, lang),
        came: row.came,
        at: row.created_at,
      })),
    },
  ]
}
