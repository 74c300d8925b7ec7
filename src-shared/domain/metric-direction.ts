import type { MetricName } from './metric.ts'

/** Which end of a metric is the better one. A metric that is not here has none: its value says what a run does, not how well. */
const better: Partial<Record<MetricName, 'higher' | 'lower'>> = {
  return: 'higher',
  returnMin: 'higher',
  returnMax: 'higher',
  discountedReturn: 'higher',
  evaluationReturn: 'higher',
  evaluationDiscountedReturn: 'higher',
  exactObjective: 'higher',
  exactDiscountedObjective: 'higher',
  greedyObjective: 'higher',
  explainedVariance: 'higher',
  effectiveSampleSize: 'higher',
  gradientSignalToNoise: 'higher',
  gradientCosine: 'higher',
  criticLoss: 'lower',
  qLoss: 'lower',
  gradientVariance: 'lower',
  cgResidual: 'lower',
}

/** Undefined where neither end is better: entropy, KL, norms, a policy’s loss (of another batch at every update), lengths. */
export const betterEnd = (metric: MetricName): 'higher' | 'lower' | undefined => better[metric]
