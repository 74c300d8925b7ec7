/**
 * Finds out whether fits take less time with a second thread. They do where a core is free; where other programs have
 * it, two threads that wait for each other are slower than one. So both ways are tried in turn, the faster one is kept
 * for a while, and both are tried again.
 */
export interface FitTrials {
  /** Whether a fit of so many samples times parameters may be worth handing over at all. */
  isWorthTrying(work: number): boolean
  /**
   * Whether the fit that begins is to use the second thread. Asked again before that fit has taken its time, it says
   * the same.
   */
  onSecondThread(nowMs: number): boolean
  /** How long a fit took that this was asked for. */
  record(onSecondThread: boolean, elapsedMs: number): void
}

/** A fit of less (60 microseconds or so) takes longer to hand over than to do. */
const leastWork = 1e6
/**
 * A trial has so many fits each way, and is this long at least: medians of them aren't decided by a moment's
 * disturbance.
 */
const tryFits = 4
const tryMs = 60
/** What was found is kept this many times as long as finding it took, and this long at least. */
const keepTimes = 20
const keepMs = 2_000
/** A second core is taken for a gain of a tenth, not for less. */
const worthwhile = 0.9

/**
 * While code is still being compiled, on both threads, two look worse than they will be: so many trials give the second
 * thread up only where it makes things clearly worse, and what they find isn't kept for long, unless two are faster
 * already. A trial of long fits tells more.
 */
const earlyTrials = 3
const earlyTrialMs = 500
const bearable = 1.25
const earlyKeepTimes = 3

export function createFitTrials(): FitTrials {
  let onTwoMs: number[] = []
  let onOneMs: number[] = []
  let trials = 0
  let kept: { onSecondThread: boolean; untilMs: number } | undefined

  const verdict = (spentMs: number, nowMs: number) => {
    const early = trials++ < earlyTrials && spentMs < earlyTrialMs
    const ratio = median(onTwoMs) / median(onOneMs)
    const keptMs = early && ratio >= worthwhile ? earlyKeepTimes * spentMs : Math.max(keepMs, keepTimes * spentMs)
    return { onSecondThread: ratio < (early ? bearable : worthwhile), untilMs: nowMs + keptMs }
  }

  return {
    isWorthTrying: (work) => work >= leastWork,
    onSecondThread(nowMs) {
      if (kept === undefined) {
        const spentMs = sum(onTwoMs) + sum(onOneMs)
        // In turn, so that both ways meet the same disturbances.
        if (onOneMs.length < tryFits || spentMs < tryMs) return onTwoMs.length <= onOneMs.length
        kept = verdict(spentMs, nowMs)
      }
      if (nowMs < kept.untilMs) return kept.onSecondThread
      kept = undefined
      onTwoMs = []
      onOneMs = []
      return true
    },
    record(onSecondThread, elapsedMs) {
      if (kept === undefined) (onSecondThread ? onTwoMs : onOneMs).push(elapsedMs)
    },
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
/**
 * Of the later half: the code of the first ones was still being compiled. Of an even count the smaller one:
 * disturbances only make fits longer.
 */
const median = (numbers: readonly number[]) => {
  const later = numbers.slice(numbers.length >> 1).toSorted((a, b) => a - b)
  return later[(later.length - 1) >> 1]!
}
