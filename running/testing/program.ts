import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export type Program = {
  process: ChildProcess
  out(): string
  err(): string
  /** Resolves with what a line matched, rejects when the program ends first. */
  says(line: RegExp): Promise<RegExpExecArray>
  ends(): Promise<number | null>
}

const folder = join(import.meta.dirname, '..')

/** Runs one of this folder's programs as a terminal would, with an environment of its own. */
export function runProgram(
  file: string,
  environment: Record<string, string>,
  options: { uid?: number; gid?: number; args?: string[]; folder?: string } = {},
): Program {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [join(options.folder ?? folder, file), ...(options.args ?? [])], {
    cwd: '/',
    env: { PATH, ...environment },
    uid: options.uid,
    gid: options.gid,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => (out += chunk))
  child.stderr.on('data', (chunk) => (err += chunk))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  return {
    process: child,
    out: () => out,
    err: () => err,
    ends: () => ended,
    says: (line) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = line.exec(out)
          if (found) resolve(found)
        }
        look()
        child.stdout.on('data', look)
        ended.then((code) => reject(new Error(`ended with ${code}: ${out}${err}`)))
      }),
  }
}
