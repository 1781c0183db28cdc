import type { Visit } from '#kernel'
import type { RuleSet } from '../../rule-set.ts'
import { rulesInWords } from '../../rules-in-words.ts'

/** The rules as residents read them. */
export const SaidRules = ({ rules, c }: { rules: RuleSet; c: Visit }) => (
  <ul class="said-rules">
    {rulesInWords(rules, c.lang).map(({ rule, why }) => (
      <li>
        {rule}
        {why && <span class="hours-note">{why}</span>}
      </li>
    ))}
  </ul>
)
