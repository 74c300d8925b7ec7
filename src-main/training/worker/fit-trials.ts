/**
 * Finds out whether fits take less time with a second thread. They do where a core is free; where other programs have it, two threads
 * that wait for each other are slower than one. So both ways are tried in turn, the faster one is kept for a while, and both are tried again.
 */
export interface FitTrials {
  /** Whether the fit that begins is to use the second thread. Asked again before that fit has taken its time, it says the same. */
  there(nowMs: number): boolean
  /** How long a fit took that this was asked for. */
  took(there: boolean, elapsedMs: number): void
}

/** A trial has so many fits each way, and is this long at least: medians of them aren't decided by a moment's disturbance. */
const tryFits = 4
const tryMs = 30
/** Code is compiled while the first fits run: they tell nothing. Most short runs are over before there is something to try. */
const warmUpMs = 300
/** What was found is kept this long, or this many times as long as finding it took. */
const keepMs = 2_000
const keepTimes = 20

/** A second core is taken for a gain of a tenth, not for less. */
const worthwhile = 0.9

export function createFitTrials(): FitTrials {
  const warmUp = { fits: 0, elapsedMs: 0 }
  let onTwoMs: number[] = []
  let onOneMs: number[] = []
  let kept: { there: boolean; untilMs: number } | undefined

  return {
    there(nowMs) {
      if (warmUp.fits < tryFits || warmUp.elapsedMs < warmUpMs) return true
      if (kept === undefined) {
        const spentMs = sum(onTwoMs) + sum(onOneMs)
        // In turn, so that both ways meet the same disturbances.
        if (onOneMs.length < tryFits || spentMs < tryMs) return onTwoMs.length <= onOneMs.length
        kept = { there: median(onTwoMs) < worthwhile * median(onOneMs), untilMs: nowMs + Math.max(keepMs, keepTimes * spentMs) }
      }
      if (nowMs < kept.untilMs) return kept.there
      kept = undefined
      onTwoMs = []
      onOneMs = []
      return true
    },
    took(there, elapsedMs) {
      if (warmUp.fits < tryFits || warmUp.elapsedMs < warmUpMs) {
        warmUp.fits++
        warmUp.elapsedMs += elapsedMs
      } else if (kept === undefined) {
        const times = there ? onTwoMs : onOneMs
        times.push(elapsedMs)
      }
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
/** Of an even count the smaller one: disturbances only make fits longer. */
const median = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1]!
