/**
 * Asks again only when told that something changed, at most once in `minIntervalMs`, and never before the last answer
 * came.
 */
export interface Poller {
  /** Something changed: load now, or as soon as it is allowed. */
  touch(): void
  stop(): void
}

export function createPoller(
  minIntervalMs: number,
  load: () => Promise<void>,
  now: () => number = () => performance.now(),
): Poller {
  let timer: ReturnType<typeof setTimeout> | null = null
  let loading = false
  let wanted = false
  let stopped = false
  let lastStart = -Infinity

  const schedule = (): void => {
    if (stopped || loading || timer !== null || !wanted) return
    timer = setTimeout(
      () => {
        timer = null
        wanted = false
        loading = true
        lastStart = now()
        void load().finally(() => {
          loading = false
          schedule()
        })
      },
      Math.max(0, lastStart + minIntervalMs - now()),
    )
  }
  return {
    touch() {
      wanted = true
      schedule()
    },
    stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
