import { combinationProblems } from '../../../../src-shared/domain/combinations.ts'
import type { CombinationProblem } from '../../../../src-shared/domain/combinations.ts'
import { criticSpec } from '../../../../src-shared/catalogue/critic.ts'
import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { CollectionSpec } from '../../../../src-shared/catalogue/collection.ts'
import type { BudgetSpec } from '../../../../src-shared/domain/budget.ts'
import type { VariantSpec } from '../../../../src-shared/domain/variant.ts'
import { criticFor, partOf, policyFor } from './parts.ts'
import { withoutNormalise, withoutStatistics } from './switched-off.ts'

/** A part whose kind a person just chose stays as it is; the others may follow. */
export type Kept = 'policy' | 'estimator' | 'update' | 'collection' | 'normalisation'

export interface Repaired {
  variant: VariantSpec
  budget: BudgetSpec
  /** What was changed beside the choice, a sentence each. */
  changes: string[]
  /** What is left: then the choice can't be had. */
  problems: CombinationProblem[]
}

type Change = { variant?: VariantSpec; budget?: BudgetSpec; sentence: string } | undefined

/**
 * Makes the changes that a choice asks for elsewhere (a critic, a number of baseline trajectories, another way of
 * collecting), and says so.
 */
export function repair(
  environment: EnvironmentSpec,
  variant: VariantSpec,
  budget: BudgetSpec,
  kept: ReadonlySet<Kept>,
): Repaired {
  const changes: string[] = []
  const beyond = new Set<string>()
  for (let round = 0; round < 16; round++) {
    const problems = combinationProblems(environment, variant, budget)
    const change = problems
      .map((problem) => changeFor(problem, environment, variant, budget, kept))
      .find((found) => found && !beyond.has(found.sentence))
    if (!change) return { variant, budget, changes, problems }
    // The same change twice would go round in circles.
    beyond.add(change.sentence)
    variant = change.variant ?? variant
    budget = change.budget ?? budget
    changes.push(change.sentence)
  }
  return { variant, budget, changes, problems: combinationProblems(environment, variant, budget) }
}

function changeFor(
  problem: CombinationProblem,
  environment: EnvironmentSpec,
  variant: VariantSpec,
  budget: BudgetSpec,
  kept: ReadonlySet<Kept>,
): Change {
  const path = problem.path.join('.')
  if (path === 'policy.kind') return changePolicy(environment, variant, kept)
  if (path.startsWith('policy.features'))
    return {
      variant: { ...variant, policy: withFeatures(environment, variant.policy) },
      sentence: 'The features were replaced by ones that fit this world.',
    }
  if (path === 'estimator.kind') return changeEstimatorOrCollection(environment, variant, kept)
  if (path === 'estimator.normalise') return withoutNormalise(variant)
  if (path.startsWith('normalisation')) return kept.has('normalisation') ? undefined : withoutStatistics(path, variant)
  if (path.startsWith('collection')) return changeCollection(path, environment, variant, budget, kept)
  if (path.startsWith('critic')) return changeCritic(path, environment, variant)
  if (path.startsWith('update')) return changeUpdate(path, environment, variant, kept)
  return undefined
}

function changePolicy(environment: EnvironmentSpec, variant: VariantSpec, kept: ReadonlySet<Kept>): Change {
  if (kept.has('policy')) return undefined
  const policy = policyFor(environment, variant.policy)
  return policy.kind === variant.policy.kind
    ? undefined
    : {
        variant: { ...variant, policy },
        sentence: `The policy became ${nameOf(policy.kind)}, which fits this world’s actions and states.`,
      }
}

function withFeatures(environment: EnvironmentSpec, policy: VariantSpec['policy']): VariantSpec['policy'] {
  return 'features' in policy
    ? {
        ...policy,
        features: environmentTraits(environment).finite ? { kind: 'one-hot' } : { kind: 'polynomial', degree: 2 },
      }
    : policy
}

function changeEstimatorOrCollection(
  environment: EnvironmentSpec,
  variant: VariantSpec,
  kept: ReadonlySet<Kept>,
): Change {
  const { collection, estimator } = variant
  if (!kept.has('collection')) {
    const next: CollectionSpec | undefined =
      estimator.kind === 'importance-sampling' && !('dataset' in collection)
        ? { dataset: '' }
        : kept.has('estimator') &&
            ('stepsPerCopy' in collection ||
              'dataset' in collection ||
              ('exact' in collection && estimator.kind !== 'exact-advantage'))
          ? { trajectories: 32 }
          : undefined
    if (next && (kept.has('estimator') || estimator.kind !== 'importance-sampling'))
      return { variant: { ...variant, collection: next }, sentence: collectionSentence(next) }
  }
  if (kept.has('estimator')) return undefined
  const finite = environmentTraits(environment).finite
  const kind =
    'dataset' in collection ? 'importance-sampling' : 'exact' in collection && finite ? 'exact-advantage' : 'advantage'
  if (kind === estimator.kind && kind !== 'advantage') return undefined
  const next = partOf('estimator', kind, estimator)
  return {
    variant: { ...variant, estimator: next },
    sentence: `The estimator became ${nameOf(kind)}, which fits this way of collecting.`,
  }
}

function changeCollection(
  path: string,
  environment: EnvironmentSpec,
  variant: VariantSpec,
  budget: BudgetSpec,
  kept: ReadonlySet<Kept>,
): Change {
  const { collection } = variant
  const world = environmentTraits(environment)
  if (path === 'collection.baselineTrajectories' && 'trajectories' in collection && !('dataset' in collection)) {
    if ('baselineTrajectories' in collection && collection.baselineTrajectories !== undefined) {
      return {
        variant: { ...variant, collection: { trajectories: collection.trajectories } },
        sentence: 'N was removed: no baseline is learned from separate trajectories.',
      }
    }
    return {
      variant: {
        ...variant,
        collection: { trajectories: collection.trajectories, baselineTrajectories: collection.trajectories },
      },
      sentence: `N was set to ${collection.trajectories}: separate trajectories to learn the baseline from.`,
    }
  }
  if (path === 'collection.trajectories' && 'trajectories' in collection && collection.trajectories === 1) {
    return {
      variant: { ...variant, collection: { ...collection, trajectories: 2 } as CollectionSpec },
      sentence: 'M was set to 2: leaving one out needs another.',
    }
  }
  if (path !== 'collection') return undefined
  if ('exact' in collection && !world.finite) {
    return kept.has('collection')
      ? undefined
      : {
          variant: { ...variant, collection: { trajectories: 32 } },
          sentence: collectionSentence({ trajectories: 32 }),
        }
  }
  return 'envSteps' in budget
    ? { budget: { updates: 200 }, sentence: 'The budget became 200 updates: this collection takes no env steps.' }
    : undefined
}

function changeCritic(path: string, environment: EnvironmentSpec, variant: VariantSpec): Change {
  const { critic } = variant
  if (path === 'critic') {
    if (!critic)
      return {
        variant: { ...variant, critic: criticFor(environment, variant.policy) },
        sentence: 'A critic was added: the estimator needs one.',
      }
    const { critic: _left, ...rest } = variant
    return { variant: rest, sentence: 'The critic was removed: nothing uses it now.' }
  }
  if (!critic) return undefined
  const separate = criticSpec.parse({ fit: { kind: 'separate' } }).fit
  switch (path) {
    case 'critic.network.kind': {
      const own = criticFor(environment, variant.policy)
      return {
        variant: {
          ...variant,
          critic: { ...critic, network: own.network, fit: critic.network.kind === 'shared' ? own.fit : critic.fit },
        },
        sentence: 'The critic got a network of its own that fits.',
      }
    }
    case 'critic.fit.kind':
      if (critic.network.kind === 'shared' && critic.fit.kind !== 'with-policy')
        return {
          variant: { ...variant, critic: { ...critic, fit: { kind: 'with-policy' } } },
          sentence: 'The critic is fitted with the policy: they share a network.',
        }
      return {
        variant: { ...variant, critic: { ...critic, fit: separate } },
        sentence: 'The critic is fitted on its own.',
      }
    case 'critic.timeStep':
      return {
        variant: { ...variant, critic: { ...critic, timeStep: false } },
        sentence: 'The critic no longer sees the time step.',
      }
  }
  if (path.startsWith('critic.network'))
    return {
      variant: {
        ...variant,
        critic: { ...critic, network: criticFor(environment, withFeaturesOf(environment, variant)).network },
      },
      sentence: 'The critic’s features were replaced by ones that fit this world.',
    }
  return undefined
}

const withFeaturesOf = (environment: EnvironmentSpec, variant: VariantSpec) => withFeatures(environment, variant.policy)

function changeUpdate(
  path: string,
  environment: EnvironmentSpec,
  variant: VariantSpec,
  kept: ReadonlySet<Kept>,
): Change {
  const { update, collection, policy } = variant
  if (path === 'update.per' && 'per' in update) {
    const per = update.per === 'step' ? 'trajectory' : 'step'
    return {
      variant: { ...variant, update: { ...update, per } },
      sentence: `Gradient and KL became ${per === 'step' ? 'means per step' : 'sums over a trajectory'}, as this way of collecting asks.`,
    }
  }
  if (path === 'update.minibatches' && 'minibatches' in update) {
    return {
      variant: { ...variant, update: { ...update, minibatches: 1 } },
      sentence: 'Minibatches were set to 1: each update takes its batch whole.',
    }
  }
  if (path.startsWith('update.fit') && update.kind === 'policy-iteration') {
    return {
      variant: { ...variant, update: { ...update, fit: { kind: 'table' } } },
      sentence: 'Q̂ became a table: the fit doesn’t go with this world or this way of collecting.',
    }
  }
  if (path === 'update.penalty' && update.kind === 'kl-penalty') {
    return {
      variant: { ...variant, update: { ...update, penalty: 'full' } },
      sentence: 'The KL is taken in full: there are no samples to estimate it from.',
    }
  }
  if ((path === 'update.solver' || path === 'update.damping') && update.kind === 'natural-gradient') {
    return {
      variant: { ...variant, update: { ...update, solver: 'conjugate-gradient' } },
      sentence: 'The solver became conjugate gradient: the policy has too many parameters for the explicit one.',
    }
  }
  if (path !== 'update.kind') return undefined
  if (!kept.has('collection') && 'exact' in collection && update.kind === 'clip')
    return {
      variant: { ...variant, collection: { trajectories: 32 } },
      sentence: collectionSentence({ trajectories: 32 }),
    }
  if (!kept.has('collection') && 'dataset' in collection)
    return {
      variant: { ...variant, collection: { trajectories: 32 } },
      sentence: collectionSentence({ trajectories: 32 }),
    }
  if (!kept.has('policy') && environmentTraits(environment).finite && policy.kind !== 'tabular-softmax') {
    return {
      variant: { ...variant, policy: partOf('policy', 'tabular-softmax', policy) },
      sentence: 'The policy became a tabular softmax, which this update needs.',
    }
  }
  if (kept.has('update')) return undefined
  return {
    variant: { ...variant, update: partOf('update', 'gradient-ascent', update) },
    sentence: 'The update became gradient ascent.',
  }
}

function collectionSentence(collection: CollectionSpec): string {
  if ('dataset' in collection)
    return 'It now learns from a data set of stored trajectories: name its file under Collect.'
  if ('exact' in collection) return 'Expectations are now solved from the model.'
  if ('trajectories' in collection)
    return `It now collects ${collection.trajectories} whole trajectories for each update.`
  return 'It now collects a fixed number of steps.'
}

const nameOf = (kind: string) => kind.replaceAll('-', ' ').replace('gaussian', 'Gaussian')
