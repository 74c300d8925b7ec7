/**
 * What was asked of this trainer. The message handler writes it; whoever drives a generator reads it between two
 * slices.
 */
export interface Control {
  stop: 'cancel' | 'pause' | null
  /** When that was asked, by the trainer's clock. */
  stopAskedAtMs: number
}

/** Keeps one trainer's event loop turning: messages are read at least this often, whatever is computed. */
export interface Pace {
  turnDueAtMs: number
}
export const createPace = (): Pace => ({ turnDueAtMs: 0 })

/** Adds up the time spent computing; turns of the event loop stay outside. */
export interface Stopwatch {
  elapsedMs: number
}

export type Driven<T> = { finished: true; value: T } | { finished: false }

const sliceMs = 20
/**
 * A stop waits this long for the update's end, then the update is dropped: time is left to write a checkpoint within
 * 800 ms.
 */
export const dropAfterMs = 350

const turnOfTheEventLoop = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Runs a generator to its end in slices of 20 ms, or drops it when a stop was asked for and the end is too far away.
 */
export async function drive<T>(
  steps: Generator<void, T>,
  control: Control,
  pace: Pace,
  stopwatch: Stopwatch,
): Promise<Driven<T>> {
  let sliceStartMs = performance.now()
  for (;;) {
    const step = steps.next()
    const nowMs = performance.now()
    if (step.done) {
      stopwatch.elapsedMs += nowMs - sliceStartMs
      if (nowMs >= pace.turnDueAtMs) await turn(pace)
      return { finished: true, value: step.value }
    }
    if (nowMs < pace.turnDueAtMs) continue
    stopwatch.elapsedMs += nowMs - sliceStartMs
    await turn(pace)
    sliceStartMs = performance.now()
    if (control.stop !== null && sliceStartMs - control.stopAskedAtMs > dropAfterMs) {
      // Not steps.return(): what a dropped update leaves behind is thrown away with its learner.
      return { finished: false }
    }
  }
}

async function turn(pace: Pace): Promise<void> {
  await turnOfTheEventLoop()
  pace.turnDueAtMs = performance.now() + sliceMs
}
