import type { BernoulliBanditSpec } from '../../../src-shared/catalogue/environments/bernoulli-bandit.ts'
import type { GaussianBanditSpec } from '../../../src-shared/catalogue/environments/gaussian-bandit.ts'
import type { WarmUpSpec } from '../../../src-shared/catalogue/environments/warm-up.ts'
import type { FiniteMdp } from './finite-mdp.ts'
import { finiteMdp } from './finite-mdp.ts'

/** A bandit is a finite world with one state. */
const oneState = { states: 1, initial: () => 1 }

export function gaussianBanditModel(spec: GaussianBanditSpec): FiniteMdp {
  return finiteMdp({
    ...oneState,
    actions: spec.means.length,
    horizon: spec.horizon,
    outcomes: (_, arm) => [{ probability: 1, next: 0, reward: spec.means[arm]! }],
    rewardDeviation: () => spec.deviation,
  })
}

export function bernoulliBanditModel(spec: BernoulliBanditSpec): FiniteMdp {
  return finiteMdp({
    ...oneState,
    actions: spec.probabilities.length,
    horizon: spec.horizon,
    outcomes: (_, arm) => [
      { probability: spec.probabilities[arm]!, next: 0, reward: 1 },
      { probability: 1 - spec.probabilities[arm]!, next: 0, reward: 0 },
    ],
  })
}

/** The chapter's natural-gradient example (errata): J(theta) = 100 pi(1) + 1 pi(0). */
export function warmUpModel(spec: WarmUpSpec): FiniteMdp {
  return finiteMdp({
    ...oneState,
    actions: 2,
    horizon: spec.horizon,
    outcomes: (_, action) => [{ probability: 1, next: 0, reward: action === 1 ? 100 : 1 }],
  })
}
