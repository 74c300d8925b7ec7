import { backwardFromLogits, tabulate } from '../../algorithms/state-table.ts'
import type { Parts } from '../../algorithms/parts.ts'
import type { FiniteMdp } from '../../environments/finite-mdp.ts'
import { logitsGradientSA, solvePolicy } from '../../exact/policy-gradient.ts'

/** What a finite world says exactly of a policy, at one discount. */
export interface SolvedWorld {
  states: number
  /** grad J_gamma, P numbers. */
  gradientP: Float64Array
  /** J_gamma. */
  objective: number
  /** (H + 1) x S */
  valuesHS: Float64Array
  /** b_h: the mean of what is still to come at step h, over the trajectories that get there; 0 where none do. */
  meanValuesH: number[]
}

/** Solves a finite world for the policy as it is, each discount once. */
export function worldSolver(parts: Parts, model: FiniteMdp): (discount: number) => SolvedWorld {
  const { workspace } = parts
  const table = parts.table!
  tabulate(workspace, table)
  const piSA = table.piSA.slice()
  const known = new Map<number, SolvedWorld>()
  return (discount) => {
    const found = known.get(discount)
    if (found !== undefined) return found
    const exact = solvePolicy(model, piSA, discount)
    backwardFromLogits(workspace, table, logitsGradientSA(exact, piSA), 1)
    const { states: S, horizon: H } = model
    const meanValuesH = Array.from({ length: H }, (_, h) => {
      let reached = 0
      let sum = 0
      for (let s = 0; s < S; s++) {
        reached += exact.occupancyHS[h * S + s]!
        sum += exact.occupancyHS[h * S + s]! * exact.valuesHS[h * S + s]!
      }
      return reached > 0 ? sum / reached : 0
    })
    const solved = {
      states: S,
      gradientP: Float64Array.from(workspace.gradientP),
      objective: exact.objective,
      valuesHS: exact.valuesHS,
      meanValuesH,
    }
    known.set(discount, solved)
    return solved
  }
}
