/** An expected reason not to run: printed as plain lines, without a stack, and the process ends with 1. */
export class CannotStart extends Error {
  override name = 'CannotStart'
}

/** The bundled server brings its own class of this name, so it is the name that counts. */
export function isCannotStart(fault: unknown): fault is Error {
  return fault instanceof Error && fault.name === 'CannotStart'
}

/** Ends the program with one clear line for what was expected, and with everything known for what was not. */
export function endWith(fault: unknown): never {
  console.error(isCannotStart(fault) ? fault.message : fault)
  process.exit(1)
}

export function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : ''
}

/** Turns what the disk answered into a line that says what to do, or hands the fault back. */
export function diskRefusal(fault: unknown, folder: string): unknown {
  switch (codeOf(fault)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CannotStart(
        `The data folder ${folder} is full. Free some space and start again; nothing was changed.`,
      )
    case 'EROFS':
      return new CannotStart(
        `The data folder ${folder} is on a read-only disk. Choose another with DATA_DIR.`,
      )
    case 'EACCES':
    case 'EPERM':
      return new CannotStart(
        `The data folder ${folder} cannot be written by this user. Give it the rights, or choose another with DATA_DIR.`,
      )
    case 'ENOTDIR':
    case 'EEXIST':
      return new CannotStart(`The data folder ${folder} is not a folder. Choose another with DATA_DIR.`)
    default:
      return fault
  }
}
