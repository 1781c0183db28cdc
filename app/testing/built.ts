import { buildWhenNeeded } from '../../running/build.ts'

/** Journeys meet the product as it is served: built. */
export default function setup() {
  buildWhenNeeded((line) => console.log(line))
}
