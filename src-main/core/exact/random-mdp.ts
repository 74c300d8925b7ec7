import { finiteMdp } from '../environments/finite-mdp.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import type { Generator } from '../random/generator.ts'

/** Any finite MDP, for property tests and the Lab: rows uniform on the simplex, rewards standard normal. */
export function randomMdp(
  rng: Generator,
  options: { states: number; actions: number; horizon: number; discount?: number; terminalShare?: number },
): FiniteMdp {
  const { states, terminalShare = 0 } = options
  const simplex = (): number[] => {
    const gaps = Array.from({ length: states }, () => -Math.log(1 - rng.uniform()))
    const sum = gaps.reduce((total, gap) => total + gap, 0)
    return gaps.map((gap) => gap / sum)
  }
  const initial = simplex()
  // State 0 always goes on, so that there is something to decide.
  const terminal = Array.from({ length: states }, (_, s) => s > 0 && rng.uniform() < terminalShare)
  return finiteMdp({
    ...options,
    initial: (s) => initial[s]!,
    outcomes: () => simplex().map((probability, next) => ({ probability, next, reward: rng.normal() })),
    terminal: (s) => terminal[s]!,
  })
}
