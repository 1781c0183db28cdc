import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CannotStart } from './cannot-start.ts'

/** What a backup holds, and how to tell that it is whole. Lies in its folder as manifest.json, written last. */
export type Manifest = {
  format: 1
  takenAt: string
  /** The migrations its tables were made by. */
  migrations: { id: string; checksum: string }[]
  tables: { table: string; columns: string[]; rows: number; file: string; sha256: string }[]
  sequences: { sequence: string; lastValue: string; isCalled: boolean }[]
  /** Uploads and whatever else lies in the data folder beside the database. */
  files: { path: string; sha256: string }[]
}

/** Reads a backup and every byte of it. Throws before anything is touched when one is missing or changed. */
export async function readWholeBackup(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json')
  if (!existsSync(path)) throw new CannotStart(`${folder} is not a finished backup: it has no manifest.json.`)
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
  if (manifest.format !== 1)
    throw new CannotStart(`${folder} was made by a newer program (format ${manifest.format}).`)
  for (const { file, sha256 } of manifest.tables) await refuseChanged(folder, file, sha256)
  for (const { path: file, sha256 } of manifest.files)
    await refuseChanged(folder, join('files', file), sha256)
  return manifest
}

async function refuseChanged(folder: string, file: string, expected: string): Promise<void> {
  const path = join(folder, file)
  if (!existsSync(path))
    throw new CannotStart(`The backup is damaged: ${file} is missing. Nothing was changed.`)
  if ((await sha256Of(path)) !== expected)
    throw new CannotStart(`The backup is damaged: ${file} is not what was written. Nothing was changed.`)
}

export async function sha256Of(path: string): Promise<string> {
  const hash: Hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
