import { constants, getPriority, setPriority } from 'node:os'

/** Lower values come first; the app's own processes are at 0. */
export const trainerPriority = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Puts this process behind the app's window and host where they all want a core: a window that waits for a core stands
 * still. It never raises itself above what it was started with. Threads that start later have the same priority; nothing
 * else inherits it, for a trainer starts no processes.
 */
export function yieldToTheApp(): void {
  if (getPriority() >= trainerPriority) return
  try {
    setPriority(trainerPriority)
  } catch (error) {
    // A system that forbids it still trains; what is written to stderr is kept should the trainer end badly.
    process.emitWarning(
      `Trainers have the priority of the app: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
