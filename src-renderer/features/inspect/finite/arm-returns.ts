import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'

/** Expected return of an episode that pulls one arm only, for each arm; null in a world that is no bandit. */
export function armReturns(environment: EnvironmentSpec): number[] | null {
  const means =
    environment.id === 'bernoulli-bandit'
      ? environment.probabilities
      : environment.id === 'gaussian-bandit'
        ? environment.means
        : environment.id === 'warm-up'
          ? [1, 100]
          : null
  return means && means.map((mean) => mean * ('horizon' in environment ? environment.horizon : 1))
}
