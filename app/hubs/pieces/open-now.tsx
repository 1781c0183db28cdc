import type { Visit } from '#kernel'
import { Status } from '#ui'
import type { HubFacts } from '../hours/facts.ts'
import { openAt } from '../hours/open-at.ts'
import { texts } from '../texts/index.ts'
import { sayOpen } from './say-open.ts'

/** "Åpent nå · stenger 15.00", of a hub or of one of its services. */
export function OpenNow({
  facts,
  serviceId = null,
  c,
}: {
  facts: HubFacts
  serviceId?: string | null
  c: Visit
}) {
  const said = sayOpen(openAt(facts, c.now, serviceId), c.lang, c.now)
  return (
    <span class="open-now">
      <Status kind={said.kind}>{said.text}</Status>
      {said.example && (
        <>
          {' '}
          <Example c={c} />
        </>
      )}
    </span>
  )
}

/** Stands beside everything that is made up for the demonstration. */
export const Example = ({ c }: { c: Visit }) => <Status kind="example">{texts[c.lang].example}</Status>

export const Unknown = ({ c }: { c: Visit }) => <span class="unknown">{texts[c.lang].unknown}</span>
