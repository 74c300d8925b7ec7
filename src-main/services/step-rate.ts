import type { Run } from '../../src-shared/domain/run.ts'

/**
 * Env steps per second of the whole machine, over the last few seconds by the clock: those of runs that have just ended
 * too.
 */
export interface StepRate {
  perSecond(): number
}

type Seen = Pick<Run, 'id' | 'status'> & { progress: Pick<Run['progress'], 'envSteps' | 'stepsPerSecond'> }

const windowMs = 5_000
/** Two looks closer than this would divide by next to nothing. */
const lookEveryMs = 500

/**
 * Looks at all runs when it is asked (once a second, for the status bar): a run may begin and end between two looks.
 */
export function createStepRate(runs: () => Iterable<Seen>, now: () => number): StepRate {
  const stepsOf = new Map<string, number>()
  const steppedAtMs = new Map<string, number>()
  for (const { id, progress } of runs()) stepsOf.set(id, progress.envSteps)
  const looks = [{ atMs: now(), steps: 0 }]
  let rate = 0

  return {
    perSecond() {
      const atMs = now()
      const before = looks.at(-1)!
      if (atMs - before.atMs < lookEveryMs) return rate
      let steps = 0
      let betweenSteps = 0
      for (const { id, status, progress } of runs()) {
        const more = progress.envSteps - (stepsOf.get(id) ?? 0)
        if (more !== 0) stepsOf.set(id, progress.envSteps)
        // Less than before: it goes on from a checkpoint.
        if (more > 0) {
          steps += more
          steppedAtMs.set(id, atMs)
        }
        // An update that takes longer than the window leaves the last rate standing.
        else if (status === 'running' && atMs - (steppedAtMs.get(id) ?? 0) > windowMs)
          betweenSteps += progress.stepsPerSecond ?? 0
      }
      looks.push({ atMs, steps })
      while (looks.length > 2 && atMs - looks[1]!.atMs > windowMs) looks.shift()
      // From the look before the first steps in the window on: what stood idle before is no part of it.
      const first = looks.findIndex((look, index) => index > 0 && look.steps > 0)
      const counted = first === -1 ? 0 : looks.slice(first).reduce((sum, look) => sum + look.steps, 0)
      const spanMs = first === -1 ? 1 : atMs - looks[first - 1]!.atMs
      rate = (1_000 * counted) / spanMs + betweenSteps
      return rate
    },
  }
}
