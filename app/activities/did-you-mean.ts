import { prepared } from '#kernel'
import { asWritten } from './whats-on.ts'

const apart = /[\s\-–,.:;()/«»"!?&+]+/
const apartInSql = String.raw`[\s\-–,.:;()/«»"!?&+]+`
const mostWords = 8
/** Below this, two words are merely both words. Two letters that changed places in a word of six are 0.27. */
const alike = 0.25

const nearestWords = prepared<{ words: string[] | null }>(
  'activities-did-you-mean',
  `with words as materialized (
    select distinct on (activities.fold(word)) word, activities.fold(word) as folded from (
      select regexp_split_to_table(lower(said.value), '${apartInSql}') as word
      from activities.series s, jsonb_each_text(s.title) said where s.state = 'published'
      union all select regexp_split_to_table(lower(name), '${apartInSql}') from hubs.hub
    ) every where length(word) > 2 order by activities.fold(word), word
  )
  select array_agg(coalesce(near.word, t.typed) order by t.place) as words
  from unnest($2::text[]) with ordinality t(typed, place)
  left join lateral (
    select w.word from words w
    where not exists (select from words o where starts_with(o.folded, activities.fold(t.typed)))
      and similarity(w.folded, activities.fold(t.typed)) >= ${alike}
    order by similarity(w.folded, activities.fold(t.typed)) desc, w.word limit 1
  ) near on true
  where not exists (${asWritten('$1::text')})`,
)

/** What was probably meant, when nothing is called what was typed; null when it was found as written, or nothing is near. */
export async function didYouMean(q: string): Promise<string | null> {
  const typed = q.toLocaleLowerCase('nb').split(apart).filter(Boolean).slice(0, mostWords)
  if (typed.length === 0) return null
  const [found] = await nearestWords(q, typed)
  const meant = found?.words?.join(' ')
  return meant && meant !== typed.join(' ') ? meant : null
}
