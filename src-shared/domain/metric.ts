import * as z from 'zod'

/**
 * What a run records, one value a row. What doesn't apply is absent, not zero.
 * `over` says how the updates between two recorded rows are put together (recordEvery > 1).
 */
export interface MetricDefinition {
  label: string
  unit?: string
  sentence: string
  over: 'mean' | 'sum' | 'min' | 'max' | 'last'
  /** A time: outside the same-bits promise, and left out of exports unless asked for. */
  time?: true
  /** Between what its values can lie: two numbers, or as the world says for returns and for lengths of episodes. */
  within?: readonly [number, number] | 'return' | 'objective' | 'discounted return' | 'length'
  /** Of an evaluation: over env steps it stands at `evaluationSteps`, where that is recorded. */
  evaluation?: true
  /** Where a value stands, not a value: no curve of its own. */
  place?: true
}

export const metrics = {
  return: {
    label: 'return',
    sentence: 'Mean undiscounted return of the episodes that ended in training.',
    over: 'mean',
    within: 'return',
  },
  returnSd: {
    label: 'return, SD',
    sentence: 'Standard deviation of those returns.',
    over: 'mean',
    within: [0, Infinity],
  },
  returnMin: { label: 'return, lowest', sentence: 'Lowest of those returns.', over: 'min', within: 'return' },
  returnMax: { label: 'return, highest', sentence: 'Highest of those returns.', over: 'max', within: 'return' },
  discountedReturn: {
    label: 'discounted return',
    sentence:
      'Mean return of the same episodes, discounted by the estimator’s γ from their first step: an estimate of J_γ. ' +
      'Recorded where γ is below 1.',
    over: 'mean',
    within: 'discounted return',
  },
  episodeLength: {
    label: 'episode length',
    unit: 'steps',
    sentence: 'Mean length of the episodes that ended in training.',
    over: 'mean',
    within: 'length',
  },
  evaluationReturn: {
    label: 'evaluation return',
    sentence: 'Mean return of the evaluation episodes, apart from training.',
    over: 'last',
    within: 'return',
    evaluation: true,
  },
  evaluationDiscountedReturn: {
    label: 'evaluation return, discounted',
    sentence: 'Mean return of the evaluation episodes, discounted by the estimator’s γ: an estimate of J_γ.',
    over: 'last',
    within: 'discounted return',
    evaluation: true,
  },
  evaluationLength: {
    label: 'evaluation length',
    unit: 'steps',
    sentence: 'Mean length of the evaluation episodes.',
    over: 'last',
    within: 'length',
    evaluation: true,
  },
  evaluationSteps: {
    label: 'evaluated at',
    unit: 'env steps',
    sentence: 'The env steps at which the evaluation is drawn: a multiple of its interval, or the end of the run.',
    over: 'last',
    place: true,
  },
  entropy: {
    label: 'entropy',
    unit: 'nats',
    sentence: 'Mean entropy of the policy over the states of the batch.',
    over: 'mean',
  },
  kl: {
    label: 'KL to the previous policy',
    unit: 'nats',
    sentence: 'From the previous policy to the new one, summed over the action distributions of the batch, per step.',
    over: 'mean',
    within: [0, Infinity],
  },
  klExact: {
    label: 'KL, exact',
    unit: 'nats',
    sentence: 'Between the trajectory distributions, solved from the model.',
    over: 'mean',
    within: [0, Infinity],
  },
  gradientNorm: {
    label: 'gradient norm',
    sentence: 'Length of the policy gradient, before clipping.',
    over: 'mean',
    within: [0, Infinity],
  },
  stepNorm: {
    label: 'step norm',
    sentence: 'Length of the change of the policy’s parameters.',
    over: 'mean',
    within: [0, Infinity],
  },
  policyLoss: {
    label: 'policy loss',
    sentence: 'What the policy update minimises, averaged over the update.',
    over: 'mean',
  },
  criticLoss: {
    label: 'critic loss',
    sentence: 'Half the squared error of the critic, averaged over its fit.',
    over: 'mean',
    within: [0, Infinity],
  },
  predictedImprovement: {
    label: 'improvement, predicted',
    sentence: 'Gradient times step: the improvement to first order.',
    over: 'mean',
  },
  realisedImprovement: {
    label: 'improvement, realised',
    sentence: 'Surrogate after minus before, on the same batch.',
    over: 'mean',
  },
  explainedVariance: {
    label: 'explained variance',
    sentence: 'Share of the spread of the returns that the critic explains.',
    over: 'mean',
    within: [-Infinity, 1],
  },
  effectiveSampleSize: {
    label: 'effective sample size',
    sentence: 'How many equally weighted samples the importance weights amount to: (sum w)^2 / sum w^2.',
    over: 'mean',
    within: [0, Infinity],
  },
  clipFraction: {
    label: 'clip fraction',
    sentence: 'Share of samples whose ratio was clipped.',
    over: 'mean',
    within: [0, 1],
  },
  lineSearchSteps: {
    label: 'line-search steps',
    sentence: 'Tries of the line search, the accepted one included.',
    over: 'mean',
    within: [0, Infinity],
  },
  lineSearchRejected: {
    label: 'rejected step',
    sentence: '0 accepted; 1 no improvement; 2 KL too large; 3 not finite; 4 no direction.',
    over: 'max',
  },
  stepHalvings: {
    label: 'step halvings',
    sentence: 'How often the step was halved so that its KL stayed within the limit.',
    over: 'sum',
    within: [0, Infinity],
  },
  noDirection: {
    label: 'updates without a step',
    sentence: 'Updates whose gradient was only rounding error, so that the policy did not change.',
    over: 'sum',
    within: [0, Infinity],
  },
  cgResidual: {
    label: 'CG residual',
    sentence: 'What conjugate gradient left unsolved, relative to the gradient.',
    over: 'mean',
    within: [0, Infinity],
  },
  lambda: { label: 'KL penalty λ', sentence: 'Weight of the KL penalty.', over: 'last', within: [0, Infinity] },
  learningRate: {
    label: 'learning rate',
    sentence: 'Of the policy, at the update’s start; of a natural gradient, the η of the step that was taken.',
    over: 'last',
    within: [0, Infinity],
  },
  rewardScale: {
    label: 'reward scale',
    sentence:
      'Running standard deviation of the discounted return, which rewards are divided by for estimator and critic.',
    over: 'last',
    within: [0, Infinity],
  },
  greedyChanges: {
    label: 'greedy changes',
    unit: 'states',
    sentence: 'States in which policy iteration chose another action.',
    over: 'last',
    within: [0, Infinity],
  },
  qLoss: {
    label: 'Q̂ loss',
    sentence:
      'Half the squared error of policy iteration’s fit, averaged over its last epoch, as a share of the variance of Ψ.',
    over: 'mean',
  },
  greedyObjective: {
    label: 'J of the greedy policy',
    sentence: 'Expected return of policy iteration’s new policy without its exploration, solved from the model.',
    over: 'last',
    within: 'objective',
  },
  gradientVariance: {
    label: 'gradient variance',
    sentence: 'Of one trajectory’s gradient, summed over the parameters.',
    over: 'last',
    within: [0, Infinity],
  },
  gradientSignalToNoise: {
    label: 'gradient signal to noise',
    sentence:
      'Squared length of the gradient, less the noise in its estimate, over that noise; about 0 where there is nothing ' +
      'but noise.',
    over: 'last',
  },
  exactObjective: {
    label: 'J, exact',
    sentence: 'Expected return of the policy, by the world’s own discount where it has one, solved from the model.',
    over: 'last',
    within: 'objective',
  },
  exactGradientNorm: {
    label: 'exact gradient norm',
    sentence: 'Length of the exact policy gradient: of J_γ, by the estimator’s γ.',
    over: 'last',
    within: [0, Infinity],
  },
  exactDiscountedObjective: {
    label: 'J_γ, exact',
    sentence: 'Expected return of the policy, discounted by the estimator’s γ, solved from the model.',
    over: 'last',
    within: 'discounted return',
  },
  gradientCosine: {
    label: 'cosine to the exact gradient',
    sentence: 'Between the estimate and the exact gradient, by the estimator’s γ.',
    over: 'last',
    within: [-1, 1],
  },
} as const satisfies Record<string, MetricDefinition>

export type MetricName = keyof typeof metrics
export const metricName = z.enum(Object.keys(metrics) as [MetricName, ...MetricName[]])
export const metricNames = Object.keys(metrics) as MetricName[]
/** All that can be drawn. */
export const curveMetricNames = metricNames.filter((name) => !('place' in metrics[name]))
export const metricDefinition = (name: MetricName): MetricDefinition => metrics[name]

/** As an axis or a tooltip names it: "episode length, steps". */
export function metricWithUnit(name: MetricName): string {
  const { label, unit } = metricDefinition(name)
  return unit === undefined ? label : `${label}, ${unit}`
}

/**
 * One recorded row: where the run stood, and the metrics that apply. `computeMs` and `wallMs` are times; all else is
 * bit-reproducible.
 */
export const metricRow = z.object({
  update: z.int().min(0),
  envSteps: z.number().min(0),
  episodes: z.number().min(0),
  computeMs: z.number().min(0),
  wallMs: z.number().min(0),
  values: z.partialRecord(metricName, z.number()),
})
export type MetricRow = z.infer<typeof metricRow>

/** What a curve can be drawn over. Wall time is with evaluations and waiting, without pauses. */
export const curveAxis = z.enum(['envSteps', 'episodes', 'updates', 'computeMs', 'wallMs'])
export type CurveAxis = z.infer<typeof curveAxis>

/** Over anything else, a metric, each seed is a path. */
export const isCurveAxis = (x: CurveAxis | MetricName): x is CurveAxis =>
  (curveAxis.options as readonly string[]).includes(x)
