/** Settles when the program is asked to end. */
export const leaving = new Promise<'asked'>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('asked'))
  if (process.env.npm_lifecycle_event === undefined) return
  // npm hands SIGTERM to the shell between us, which dies of it without a word: being orphaned is how we hear
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && resolve('asked'), 200).unref()
})
