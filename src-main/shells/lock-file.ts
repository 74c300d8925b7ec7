import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import * as z from 'zod'
import { processStartTime } from './process-start-time.ts'

/** Who owns a database for writing. The browser shell's port and secret let a second start ask it for a window. */
const lockOwner = z.object({
  pid: z.int(),
  startTime: z.string(),
  kind: z.enum(['electron', 'browser', 'cli']),
  port: z.int().optional(),
  secret: z.string().optional(),
})
export type LockOwner = z.infer<typeof lockOwner>

export interface Lock {
  readonly path: string
  /** Tells a second start how to reach this owner. */
  announce(reach: { port: number; secret: string }): void
  release(): void
}

export const lockPathOf = (databasePath: string): string => `${databasePath}.lock`

/** The living owner, or undefined when there is none: no lock, or one that a dead process left. */
export function inspectLock(path: string): LockOwner | undefined {
  const owner = readOwner(path)
  return owner !== undefined && isLiving(owner) ? owner : undefined
}

/**
 * Takes the lock, or tells who has it. What a dead owner left is taken over; a process that got a dead owner's number
 * is not mistaken for it. Throws when the folder can't be written.
 */
export function acquireLock(
  path: string,
  kind: LockOwner['kind'],
): { ok: true; lock: Lock } | { ok: false; owner: LockOwner } {
  const startTime = processStartTime(process.pid)
  if (startTime === undefined) throw new Error('This process could not find its own start time.')
  const self: LockOwner = { pid: process.pid, startTime, kind }
  for (;;) {
    if (placeNew(path, self)) return { ok: true, lock: held(path, self) }
    const owner = inspectLock(path)
    if (owner !== undefined) return { ok: false, owner }
    const rival = removeDead(path, self)
    if (rival !== undefined) return { ok: false, owner: rival }
  }
}

/** Takes the lock as soon as its owner is gone; the returned function stops waiting. */
export function waitForLock(
  path: string,
  kind: LockOwner['kind'],
  onAcquired: (lock: Lock) => void,
  everyMs = 1_000,
): () => void {
  const timer = setInterval(() => {
    const result = acquireLock(path, kind)
    if (!result.ok) return
    clearInterval(timer)
    onAcquired(result.lock)
  }, everyMs)
  return () => clearInterval(timer)
}

/** "Ascent's window (process 4711)", for sentences. */
export function describeOwner(owner: LockOwner): string {
  const what = { electron: "Ascent's window", browser: 'Ascent in a browser', cli: 'an `ascent run`' }[owner.kind]
  return `${what} (process ${owner.pid})`
}

function held(path: string, self: LockOwner): Lock {
  let released = false
  return {
    path,
    announce(reach) {
      if (released) throw new Error('The lock was released already.')
      const temporary = writeBeside(path, { ...self, ...reach })
      renameSync(temporary, path)
    },
    release() {
      if (released) return
      released = true
      // Only what is still ours: after a takeover it would be somebody else's.
      const owner = readOwner(path)
      if (owner?.pid === self.pid && owner.startTime === self.startTime) rmSync(path, { force: true })
    },
  }
}

const isLiving = (owner: LockOwner): boolean => processStartTime(owner.pid) === owner.startTime

/** A link appears whole or not at all, with its content: nobody ever reads half a lock. */
function placeNew(path: string, owner: LockOwner): boolean {
  const temporary = writeBeside(path, owner)
  try {
    linkSync(temporary, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(temporary, { force: true })
  }
}

/**
 * Removes a dead owner's lock under a second lock, so that of two that found it dead only one removes, and never a new
 * owner's.
 */
function removeDead(path: string, self: LockOwner): LockOwner | undefined {
  const guard = `${path}.takeover`
  if (!placeNew(guard, self)) {
    const remover = readOwner(guard)
    if (remover !== undefined && isLiving(remover)) return remover.pid === self.pid ? undefined : remover
    rmSync(guard, { force: true })
    return undefined
  }
  try {
    const owner = readOwner(path)
    if (owner === undefined || !isLiving(owner)) rmSync(path, { force: true })
    return undefined
  } finally {
    rmSync(guard, { force: true })
  }
}

function writeBeside(path: string, owner: LockOwner): string {
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    writeFileSync(temporary, JSON.stringify(owner), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // A full disk takes the name and not the content.
    rmSync(temporary, { force: true })
    throw error
  }
  return temporary
}

function readOwner(path: string): LockOwner | undefined {
  try {
    const parsed = lockOwner.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    // Not ours to read as a lock: whoever wrote something else there does not own the database.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}
