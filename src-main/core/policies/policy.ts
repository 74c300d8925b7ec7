import type { PolicySpec } from '../../../src-shared/catalogue/policies/index.ts'
import { notCombinable } from '../learner-error.ts'
import { categorical } from '../distributions/categorical.ts'
import { diagonalGaussian } from '../distributions/diagonal-gaussian.ts'
import type { Distribution } from '../distributions/distribution.ts'
import type { EnvironmentShape } from '../environments/environment.ts'
import { initialiseParameters } from '../networks/initialise.ts'
import type { Engine } from '../networks/engine.ts'
import type { Network, NetworkShape, Vector, WeightStart } from '../networks/network.ts'
import type { Generator as RandomGenerator } from '../random/generator.ts'
import type { Engines } from './engines.ts'
import { gaussianNetworkOutputs, gaussianOutputs } from './gaussian-outputs.ts'
import { featureEncoding, featuresOf, neuralEncoding, plainEncoding, stateActionEncoding } from './input-encoding.ts'
import type { InputEncoding } from './input-encoding.ts'

/** pi_theta: a network, a distribution over its outputs, and all parameters in one flat vector, the chapter's theta. */
export interface Policy {
  readonly engine: Engine
  /** Its rows are the distribution's numbers, then, for a shared network, the state's value. */
  readonly network: Network
  readonly distribution: Distribution
  readonly encoding: InputEncoding
  readonly sharesValue: boolean
  readonly theta: Vector
  /** Stored actions (from row `at`) as the environment takes them. */
  toEnvironment(actions: Float64Array, at: number, rows: number, out: Float64Array): void
}

/**
 * A policy that starts near uniform, or near its first sigma about zero. `sharesValue`: one more output is the critic.
 * `normalised`: how a network sees a vector of numbers, where that is not as it is.
 */
export function createPolicy(
  spec: PolicySpec,
  shape: EnvironmentShape,
  sharesValue: boolean,
  engines: Engines,
  rng: RandomGenerator,
  normalised?: InputEncoding,
): Policy {
  return shape.action.kind === 'discrete'
    ? softmaxPolicy(spec, shape, shape.action.actions, sharesValue, engines, rng, normalised)
    : gaussianPolicy(spec, shape, shape.action, sharesValue, engines, rng, normalised)
}

/** Small first outputs: every action about as likely as the others. */
const outputGain = 0.01

function softmaxPolicy(
  spec: PolicySpec,
  shape: EnvironmentShape,
  A: number,
  sharesValue: boolean,
  engines: Engines,
  rng: RandomGenerator,
  normalised: InputEncoding | undefined,
): Policy {
  const build = (networkShape: NetworkShape, engine: Engine, encoding: InputEncoding, start: WeightStart): Policy => {
    const network = engine.network(networkShape)
    const theta = engine.vector(network.parameterCount)
    initialiseParameters(networkShape, theta, { start, outputGain }, rng)
    return {
      engine,
      network,
      distribution: categorical(A, engine),
      encoding,
      sharesValue,
      theta,
      toEnvironment: actionCopier(1),
    }
  }
  switch (spec.kind) {
    case 'tabular-softmax': {
      if (shape.observation.kind !== 'index')
        throw notCombinable(
          'variant.policy.kind',
          'A tabular policy needs a finite world: pick a linear or neural policy.',
        )
      return build(
        { kind: 'table', rows: shape.observation.states, outputs: A },
        engines.exact,
        plainEncoding(shape),
        'glorot',
      )
    }
    case 'linear-softmax': {
      const features = featuresOf(spec.features, shape, 'variant.policy.features')
      const encoding = featureEncoding(spec.features, shape, features)
      // Rows of features per state and action share one weight vector; features of the state alone have a block for
      // each action.
      return features.perAction === undefined
        ? build({ kind: 'linear', inputs: features.size, outputs: A }, engines.exact, encoding, 'glorot')
        : build({ kind: 'linear-scores', features: features.perAction, actions: A }, engines.exact, encoding, 'glorot')
    }
    case 'neural-softmax': {
      const { hidden, activation, layerNorm, start } = spec
      const encoding = neuralEncoding(shape, normalised)
      const outputs = A + (sharesValue ? 1 : 0)
      return build(
        { kind: 'mlp', inputs: encoding.size, hidden, outputs, activation, layerNorm },
        engines.neural,
        encoding,
        start,
      )
    }
    case 'neural-scores': {
      const { hidden, activation, layerNorm, start } = spec
      const states = neuralEncoding(shape, normalised)
      const networkShape = {
        kind: 'mlp-scores',
        inputs: states.size + A,
        actions: A,
        hidden,
        activation,
        layerNorm,
      } as const
      return build(networkShape, engines.neural, stateActionEncoding(states, A), start)
    }
    default:
      throw notCombinable('variant.policy.kind', 'A Gaussian policy needs continuous actions: pick a softmax policy.')
  }
}

/** Actions that the environment takes as they are stored: indices, or numbers that it clips itself. */
function actionCopier(K: number): Policy['toEnvironment'] {
  return (actions, at, rows, out) => {
    for (let i = 0; i < rows * K; i++) out[i] = actions[at * K + i]!
  }
}

interface ContinuousActions {
  size: number
  low: readonly number[]
  high: readonly number[]
}

function gaussianPolicy(
  spec: PolicySpec,
  shape: EnvironmentShape,
  action: ContinuousActions,
  sharesValue: boolean,
  engines: Engines,
  rng: RandomGenerator,
  normalised: InputEncoding | undefined,
): Policy {
  if (spec.kind !== 'linear-gaussian' && spec.kind !== 'neural-gaussian') {
    throw notCombinable('variant.policy.kind', 'A softmax policy needs discrete actions: pick a Gaussian policy.')
  }
  const K = action.size
  const outputs = gaussianNetworkOutputs(K, spec.sigma, sharesValue)
  let engine: Engine
  let encoding: InputEncoding
  let networkShape: NetworkShape
  if (spec.kind === 'linear-gaussian') {
    engine = engines.exact
    encoding = featureEncoding(spec.features, shape, featuresOf(spec.features, shape, 'variant.policy.features'))
    networkShape = { kind: 'linear', inputs: encoding.size, outputs }
  } else {
    const { hidden, activation, layerNorm } = spec
    engine = engines.neural
    encoding = neuralEncoding(shape, normalised)
    networkShape = { kind: 'mlp', inputs: encoding.size, hidden, outputs, activation, layerNorm }
  }
  const inner = engine.network(networkShape)
  const network = gaussianOutputs(inner, K, spec.sigma, sharesValue, engine)
  const theta = engine.vector(network.parameterCount)
  initialiseParameters(
    networkShape,
    theta,
    { start: spec.kind === 'neural-gaussian' ? spec.start : 'glorot', outputGain },
    rng,
  )
  // The free log sigmas, where there are any, stand at the end of theta.
  if (spec.sigma.kind === 'learned') theta.fill(Math.log(spec.sigma.initial), inner.parameterCount)
  const halfRangeK = action.high.map((high, k) => (high - action.low[k]!) / 2)
  if (spec.squash && !halfRangeK.every(Number.isFinite)) {
    throw notCombinable(
      'variant.policy.squash',
      'Squashing bends actions into their bounds, and this world has none: switch it off.',
    )
  }
  const distribution = diagonalGaussian(K, spec.squash ? { logHalfRangeK: halfRangeK.map(Math.log) } : undefined)
  const toEnvironment = spec.squash ? actionSquasher(K, action.low, halfRangeK) : actionCopier(K)
  return { engine, network, distribution, encoding, sharesValue, theta, toEnvironment }
}

/** low + (tanh(u) + 1) (high - low) / 2 */
function actionSquasher(K: number, lowK: readonly number[], halfRangeK: readonly number[]): Policy['toEnvironment'] {
  return (actions, at, rows, out) => {
    for (let b = 0; b < rows; b++) {
      for (let k = 0; k < K; k++)
        out[b * K + k] = lowK[k]! + (Math.tanh(actions[(at + b) * K + k]!) + 1) * halfRangeK[k]!
    }
  }
}
