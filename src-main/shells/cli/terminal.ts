import { fileProblem } from '../../../src-shared/domain/file-problem.ts'

/** What a command talks to. Results go to `out`, everything for people to `err`. */
export interface Terminal {
  out(text: string): void
  /** Long output, taken no faster than it is read. Ends early where its reader went away. */
  outPieces(pieces: AsyncIterable<string>): Promise<void>
  err(text: string): void
  /** stderr is a terminal that lines can be drawn over on. */
  readonly canRedraw: boolean
  readonly columns: number
  readonly rows: number
  /** Aborted when the reader of stdout went away (`ascent export | head`): nobody wants the rest. */
  readonly outputGone: AbortSignal
}

/** Ends the command with a sentence on stderr and an exit code. */
export class CliError extends Error {
  readonly exitCode: number
  constructor(sentence: string, exitCode: number) {
    super(sentence)
    this.exitCode = exitCode
  }
}

/** 0 is success; ended by a signal it is 128 plus the signal's number, as shells count. */
export const exitCodes = { failed: 1, usage: 2, SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

export function processTerminal(): Terminal {
  const gone = new AbortController()
  let isTold = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') gone.abort()
    else if (!isTold) {
      isTold = true
      process.exitCode = exitCodes.failed
      process.stderr.write(`ascent: The output can't be written: ${fileProblem(error)}.\n`)
    }
  })
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    // What is for people only, and can't be written, is no reason to end what trains.
    if (error.code === 'EPIPE') gone.abort()
  })
  const isGone = () => gone.signal.aborted || process.stdout.destroyed
  const drained = () =>
    new Promise<void>((resolve) => {
      if (isGone()) return resolve()
      const go = () => {
        process.stdout.off('drain', go).off('close', go)
        resolve()
      }
      process.stdout.on('drain', go).on('close', go)
    })
  return {
    out: (text) => void process.stdout.write(text),
    async outPieces(pieces) {
      for await (const piece of pieces) {
        if (isGone()) return
        if (!process.stdout.write(piece)) await drained()
      }
    },
    err: (text) => void process.stderr.write(text),
    get canRedraw() {
      return process.stderr.isTTY === true && process.env.TERM !== 'dumb'
    },
    get columns() {
      return process.stderr.columns ?? 80
    },
    get rows() {
      return process.stderr.rows ?? 24
    },
    outputGone: gone.signal,
  }
}
