import type { CriticSpec } from '../../../src-shared/catalogue/critic.ts'
import type { EnvironmentSpec } from '../../../src-shared/catalogue/environments/index.ts'
import type { EstimatorSpec } from '../../../src-shared/catalogue/estimators/index.ts'
import type { NormalisationSpec } from '../../../src-shared/catalogue/normalisation.ts'
import type { PolicySpec } from '../../../src-shared/catalogue/policies/index.ts'
import type { UpdateSpec } from '../../../src-shared/catalogue/updates/index.ts'
import type { StoredTrajectories } from '../../../src-shared/domain/stored-trajectories.ts'
import { variantSpec } from '../../../src-shared/domain/variant.ts'
import { buildParts } from '../algorithms/build-parts.ts'
import type { LearnerEngines, Parts } from '../algorithms/parts.ts'
import type { PolicySnapshot } from '../algorithms/policy-snapshot.ts'
import type { VectorEnvironment } from '../environments/environment.ts'
import { LearnerError } from '../learner-error.ts'
import type { Vector } from '../networks/network.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'

/** What a lab computes with. */
export interface LabTools {
  engines: LearnerEngines
  makeWorld(copies: number, rng: RandomGenerator): VectorEnvironment
}

/** A policy of a lab, before it is built: how it is made, and where its parameters come from. */
export interface LabPolicySource {
  policy: PolicySpec
  /** The run's critic; undefined where it has none, and where the policy is of no run. */
  critic: CriticSpec | undefined
  normalisation: NormalisationSpec
  /** Draws the first weights of a fresh policy. */
  seed: number
  /** Of a run. */
  snapshot: PolicySnapshot | null
  /** Typed, one row after the other. */
  theta: readonly number[] | null
}

export interface LabPlan<Spec> {
  spec: Spec
  /** By the name of the spec's field. */
  policies: Readonly<Record<string, LabPolicySource>>
  /** Where the spec names a data set. */
  recorded: StoredTrajectories | null
}

export interface LabPartsOptions {
  environment: EnvironmentSpec
  estimator: EstimatorSpec
  /** Left out: the run's own. */
  critic?: CriticSpec
  /** The most trajectories of one batch, and of the separate ones for a baseline. */
  trajectories: number
  baselineTrajectories?: number
  /** Left out: gradient ascent. */
  update?: UpdateSpec
  /** Everything that is drawn: starts, noise, actions. */
  seed: number
}

/** So many copies step side by side; the same everywhere, for bits depend on it. */
const labCopies = 16

/**
 * A policy with all that trainers have around it (collector, batch, critic, the model of a finite world), its parameters
 * put in. Running statistics of observations are as the snapshot has them, and stay so.
 * @throws LearnerError where parameters don't fit.
 */
export function buildLabParts(source: LabPolicySource, options: LabPartsOptions, tools: LabTools): Parts {
  const { environment, estimator, trajectories, baselineTrajectories, update, seed } = options
  const critic = options.critic ?? source.critic
  const variant = variantSpec.parse({
    name: 'lab',
    collection: { trajectories, ...(baselineTrajectories === undefined ? {} : { baselineTrajectories }) },
    normalisation: { ...source.normalisation, rewards: false },
    policy: source.policy,
    estimator,
    critic,
    update: update ?? { kind: 'gradient-ascent' },
  })
  const world = tools.makeWorld(labCopies, new RandomGenerator(seed, 'lab world'))
  const plan = {
    environment,
    variant,
    seed: source.seed,
    budget: { updates: 1 },
    evaluation: null,
    // Nothing is ever due, but the model of a finite world is there.
    diagnosticsEvery: Number.MAX_SAFE_INTEGER,
  }
  const parts = buildParts(plan, tools.engines, world)
  parts.collector.actions = new RandomGenerator(seed, 'lab actions')
  parts.minibatchRandom = new RandomGenerator(seed, 'lab minibatches')
  putParameters(parts, source, options.critic === undefined)
  if (parts.collector.observationNormaliser !== undefined) {
    const { observationMoments } = source.snapshot ?? {}
    if (observationMoments) parts.collector.observationNormaliser.load(observationMoments)
    parts.collector.observationNormaliser = undefined
  }
  return parts
}

/** The policy alone; a critic that is an output of the policy's own network stays. */
export const withoutOwnCritic = (source: LabPolicySource): LabPolicySource =>
  source.critic?.network.kind === 'shared' ? source : { ...source, critic: undefined }

function putParameters({ policy, critic }: Parts, source: LabPolicySource, ownCritic: boolean): void {
  const theta = source.snapshot?.theta ?? source.theta
  if (theta === null) return
  put(policy.theta, theta, 'policy')
  const criticTheta = source.snapshot?.criticTheta
  if (ownCritic && criticTheta && critic !== undefined) put(critic.theta, criticTheta, 'critic')
}

function put(into: Vector, numbers: ArrayLike<number>, what: 'policy' | 'critic'): void {
  if (numbers.length !== into.length)
    throw new LearnerError({
      kind: 'wrong-state',
      field: 'policy',
      sentence:
        `The ${what} has ${into.length} parameters in this world, and ${numbers.length} are given: take those of ` +
        'this policy in this world.',
    })
  into.set(numbers)
}
