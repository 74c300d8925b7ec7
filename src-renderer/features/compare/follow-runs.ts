import { createPoller } from './poller.ts'

const curvesEveryMs = 250
const seedsEveryMs = 1_000
/** By so much rows that a centre rests on may be older than those of the single seeds beside it. */
export const mostBehindMs = 1_000
const againAfterFailureMs = 2_000

/** Asks for centres and bands, and for single seeds, as their runs move on. */
export interface Following {
  /** Some run has moved on. */
  touch(): void
  stop(): void
}

/**
 * Centre and band are asked for 4 times a second at most, single seeds once. Seeds wait for a centre that was asked for
 * at most a second before they came: a mean never lags behind the seeds that it is of. What failed is asked for again.
 */
export function followRuns<Curves, Seeds>(
  ask: { curves(): Promise<Curves>; seeds(): Promise<Seeds> },
  show: { curves(answer: Curves): void; seeds(answer: Seeds): void; failure(reason: unknown): void },
  now: () => number = () => performance.now(),
): Following {
  let stopped = false
  let retry: ReturnType<typeof setTimeout> | null = null
  let curvesAskedAtMs = -Infinity
  let onFresherCurves: (() => void) | null = null

  const attempt = async (load: () => Promise<void>): Promise<void> => {
    try {
      await load()
    } catch (reason) {
      if (stopped) return
      show.failure(reason)
      retry ??= setTimeout(() => {
        retry = null
        touch()
      }, againAfterFailureMs)
    }
  }
  const curves = createPoller(
    curvesEveryMs,
    () =>
      attempt(async () => {
        const askedAtMs = now()
        const answer = await ask.curves()
        if (stopped) return
        show.curves(answer)
        curvesAskedAtMs = askedAtMs
        onFresherCurves?.()
      }),
    now,
  )
  const seeds = createPoller(
    seedsEveryMs,
    () =>
      attempt(async () => {
        const answer = await ask.seeds()
        const cameAtMs = now()
        while (!stopped && curvesAskedAtMs < cameAtMs - mostBehindMs) {
          const fresher = new Promise<void>((resolve) => (onFresherCurves = resolve))
          curves.touch()
          await fresher
        }
        if (!stopped) show.seeds(answer)
      }),
    now,
  )
  const touch = (): void => {
    curves.touch()
    seeds.touch()
  }
  return {
    touch,
    stop() {
      stopped = true
      if (retry !== null) clearTimeout(retry)
      curves.stop()
      seeds.stop()
      onFresherCurves?.()
    },
  }
}
