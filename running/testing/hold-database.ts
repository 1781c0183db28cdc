/** Opens the database of DATA_DIR as npm start does, says where it is, and holds it until told to stop. */
import { endWith } from '../cannot-start.ts'
import { openEmbeddedDatabase } from '../embedded-database.ts'

const told = new Promise((resolve) => {
  process.once('SIGINT', resolve)
  process.once('SIGTERM', resolve)
})

try {
  const database = await openEmbeddedDatabase({
    dataDir: process.env.DATA_DIR ?? '',
    what: 'npm start',
    say: console.log,
  })
  console.log(`open ${database.url}`)
  await told
  await database.stop()
  process.exit(0)
} catch (fault) {
  endWith(fault)
}
