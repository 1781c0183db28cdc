/**
 * npm run bench: every promise about speed, weight and memory, each with its number and its limit.
 *   npm run bench               all of them (about ten minutes)
 *   npm run bench -- cached     only these: the names are printed with --help
 * Ends with 1 when one is short. No part of npm test: what else the machine does may make a number short.
 */
import { scenarios } from '../benchmarks/index.ts'
import { holds, line, type Measure } from '../benchmarks/measure.ts'
import { openStage } from '../benchmarks/stage.ts'

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in scenarios))
if (unknown.length > 0) {
  console.error(`There are: ${Object.keys(scenarios).join(', ')}`)
  process.exit(1)
}

const measures: Measure[] = []
const stage = await openStage()
try {
  for (const [name, measure] of Object.entries(scenarios)) {
    if (asked.length > 0 && !asked.includes(name)) continue
    for (const one of await measure(stage)) {
      measures.push(one)
      console.log(line(one))
    }
  }
} finally {
  await stage.close()
}
process.exitCode = measures.every(holds) ? 0 : 1
