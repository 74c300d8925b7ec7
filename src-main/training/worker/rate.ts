/** Env steps per second of compute time, over about the last two seconds of it. */
export interface Rate {
  perSecond(envSteps: number, computeMs: number): number | null
}

const windowMs = 2_000

export function createRate(): Rate {
  const samples: { envSteps: number; computeMs: number }[] = []
  return {
    perSecond(envSteps, computeMs) {
      samples.push({ envSteps, computeMs })
      while (samples.length > 2 && computeMs - samples[1]!.computeMs > windowMs) samples.shift()
      const first = samples[0]!
      if (computeMs - first.computeMs <= 0) return null
      return (1_000 * (envSteps - first.envSteps)) / (computeMs - first.computeMs)
    },
  }
}
