import type { ClipSpec } from '../../../../src-shared/catalogue/labs/clip.ts'
import type { EstimatorSpec } from '../../../../src-shared/catalogue/estimators/index.ts'
import type { UpdateSpec } from '../../../../src-shared/catalogue/updates/index.ts'
import type { ClipResult } from '../../../../src-shared/domain/lab-results/clip.ts'
import { ascend } from '../../algorithms/ascent.ts'
import { clippedSurrogate } from '../../algorithms/clip.ts'
import { estimate } from '../../algorithms/estimate.ts'
import type { Parts } from '../../algorithms/parts.ts'
import { createRewardScaler } from '../../normalisation/reward-scaler.ts'
import type { RewardScaler } from '../../normalisation/reward-scaler.ts'
import { buildLabParts } from '../lab-policy.ts'
import type { LabPlan, LabPolicySource, LabTools } from '../lab-policy.ts'
import type { LabSteps } from '../lab-steps.ts'
import { epochMeasure, ratioEdges } from './measure-epoch.ts'

/** One update of PPO-clip, on one batch, with a look at all its samples after every epoch. */
export function* clipLab({ spec, policies }: LabPlan<ClipSpec>, tools: LabTools): LabSteps<ClipResult> {
  const parts = clipParts(spec, policies['policy']!, tools)
  const { collector, batch } = parts
  yield* estimate(parts, {})
  const measure = epochMeasure(parts, spec.clip, spec.discount)
  const result: ClipResult = {
    lab: 'clip',
    trajectories: spec.trajectories,
    samples: batch.rows,
    envSteps: collector.envSteps,
    epsilon: spec.clip,
    discount: spec.discount,
    ratioEdges: ratioEdges(spec.clip),
    epochs: [measure(0)],
    recordedClipFraction: null,
  }
  const surrogate = clippedSurrogate(spec.clip)
  // One yield a minibatch, after its step.
  const climb = ascend(parts, updateOf(spec), surrogate, 0, null, {})
  for (let steps = 1; !climb.next().done; steps++) {
    const { minibatches } = parts.minibatchOrder
    if (steps % minibatches === 0) result.epochs.push(measure(steps / minibatches))
    const done = result.epochs.length - 1
    yield {
      fraction: steps / (minibatches * spec.epochs),
      words: `${done} of ${spec.epochs} epochs`,
      partial: () => ({ ...result, epochs: result.epochs.slice() }),
    }
  }
  return { ...result, recordedClipFraction: surrogate.clipped / surrogate.samples }
}

/** Everything that the update takes. Without advantages from the critic there is none to be fitted beside the policy. */
export function clipParts(spec: ClipSpec, source: LabPolicySource, tools: LabTools): Parts {
  const { environment, trajectories, seed } = spec
  const parts = buildLabParts(
    source,
    { environment, estimator: estimatorOf(spec), update: updateOf(spec), trajectories, seed },
    tools,
  )
  if (spec.advantages.from !== 'critic') return { ...parts, critic: undefined }
  parts.collector.rewardScaler = rewardScaleOf(source, parts.collector.world.copies, spec.discount)
  return parts
}

/** Rewards in what the run's critic counts in: scaled as the checkpoint has it, and no further. */
function rewardScaleOf(
  { snapshot, normalisation: { rewardClip } }: LabPolicySource,
  copies: number,
  discount: number,
): RewardScaler | undefined {
  const spread = snapshot?.rewardSpread ?? null
  if (spread === null) return undefined
  return {
    ...createRewardScaler(copies, discount, rewardClip),
    see() {},
    scaled: (reward) => Math.max(-rewardClip, Math.min(rewardClip, reward / spread)),
    spread: () => spread,
  }
}

export function updateOf(spec: ClipSpec): Extract<UpdateSpec, { kind: 'clip' }> {
  const { clip, epochs, minibatches, learningRate, optimiser, entropyCoefficient, maxGradientNorm } = spec
  return {
    kind: 'clip',
    clip,
    clipSchedule: 'constant',
    learningRate,
    schedule: 'constant',
    optimiser,
    epochs,
    minibatches,
    targetKl: null,
    per: 'step',
    entropyCoefficient,
    maxGradientNorm,
  }
}

function estimatorOf({ advantages, discount, normalise }: ClipSpec): EstimatorSpec {
  const shared = { discount, discountStates: false, normalise }
  switch (advantages.from) {
    case 'exact':
      return { kind: 'exact-advantage', ...shared }
    case 'returns':
      return { kind: 'mean-baseline', source: 'leave-one-out', ...shared }
    case 'critic':
      return { kind: 'advantage', method: 'gae', lambda: advantages.lambda, ...shared }
  }
}
