// Plain JavaScript, loaded before anything else: an older Node cannot even read the TypeScript that follows.
const [major] = process.versions.node.split('.')
if (Number(major) < 26) {
  console.error(
    `Innbyggertorg runs on Node 26, which "npm ci" installs with it; this is Node ${process.versions.node}. Run npm ci with its install scripts allowed, then start with npm start.`,
  )
  process.exit(1)
}
