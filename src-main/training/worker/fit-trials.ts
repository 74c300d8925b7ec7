/**
 * Finds out whether fits take less time with a second thread. They do where a core is free; where other programs have it, two threads
 * that wait for each other are slower than one. So both ways are tried, the faster one is kept for a while, and both are tried again.
 */
export interface FitTrials {
  /** Whether the fit that begins is to use the second thread. */
  there(nowMs: number): boolean
  /** How long a fit took that this was asked for. */
  took(there: boolean, elapsedMs: number): void
}

/** A try is this long at least, so that a moment's disturbance doesn't decide... */
const tryMs = 40
const tryFits = 4
/** ...and what was found is kept this long, or this many times as long as finding it took. */
const keepMs = 2_000
const keepTimes = 20

/** A second core is taken for a gain of a tenth, not for less. */
const worthwhile = 0.9

export function createFitTrials(): FitTrials {
  const fresh = () => ({ fits: 0, elapsedMs: 0 })
  let onTwo = fresh()
  let onOne = fresh()
  let keptUntilMs = 0
  /** The second thread's code is compiled while its first fits run: they tell nothing. */
  let warm = false
  const tried = ({ fits, elapsedMs }: typeof onTwo) => fits >= tryFits && elapsedMs >= tryMs
  const perFitMs = ({ fits, elapsedMs }: typeof onTwo) => elapsedMs / fits

  return {
    there(nowMs) {
      if (!warm && tried(onTwo)) {
        warm = true
        onTwo = fresh()
      }
      if (!tried(onTwo)) return true
      if (!tried(onOne)) return false
      if (keptUntilMs === 0) keptUntilMs = nowMs + Math.max(keepMs, keepTimes * (onTwo.elapsedMs + onOne.elapsedMs))
      if (nowMs < keptUntilMs) return perFitMs(onTwo) < worthwhile * perFitMs(onOne)
      onTwo = fresh()
      onOne = fresh()
      keptUntilMs = 0
      return true
    },
    took(there, elapsedMs) {
      if (keptUntilMs !== 0) return
      const trial = there ? onTwo : onOne
      trial.fits++
      trial.elapsedMs += elapsedMs
    },
  }
}
