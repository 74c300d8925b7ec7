import type { ExactInput } from '../../../src-shared/catalogue/exact-input.ts'
import { userMdpModel } from '../environments/user-mdp.ts'
import { softmaxFisher } from './fisher.ts'
import { trajectoryKl } from './kl.ts'
import { softmaxNaturalGradientSA } from './natural-gradient.ts'
import { performanceDifference } from './performance-difference.ts'
import type { PerformanceDifference } from './performance-difference.ts'
import { logitsGradientSA, solvePolicy } from './policy-gradient.ts'
import { logSoftmaxTable, softmaxTable } from './softmax-table.ts'

/** What `ascent exact FILE.json` prints, beside the lemma. */
export interface ExactSolution {
  objective: number
  /** [S][A] */
  gradient: number[][]
  /** [H + 1][S] */
  values: number[][]
  /** [H][S][A] */
  qValues: number[][][]
  advantages: number[][][]
  /** [H][S] */
  occupancy: number[][]
  /** [S A][S A] */
  fisher: number[][]
  /** [S][A], of least norm */
  naturalGradient: number[][]
  /** KL(rho_theta || rho_otherTheta) */
  kl?: number
  /** V^other_0 - V^theta_0 under `initial` */
  performanceDifference?: number
}

/** Everything the oracle knows of a tabular softmax policy in a finite MDP. */
export function solveExactInput(input: ExactInput): ExactSolution {
  const model = userMdpModel(input.mdp)
  const { states: S, actions: A } = model
  const theta = input.theta.flat()
  const piSA = softmaxTable(theta, A)
  const policy = solvePolicy(model, piSA)
  const solution: ExactSolution = {
    objective: policy.objective,
    gradient: rows(logitsGradientSA(policy, piSA), A),
    values: rows(policy.valuesHS, S),
    qValues: rows(policy.qValuesHSA, S * A).map((qSA) => rows(qSA, A)),
    advantages: rows(policy.advantagesHSA, S * A).map((advantagesSA) => rows(advantagesSA, A)),
    occupancy: rows(policy.occupancyHS, S),
    fisher: rows(softmaxFisher(policy.visitsS, piSA), S * A),
    naturalGradient: rows(softmaxNaturalGradientSA(policy), A),
  }
  if (!input.otherTheta) return solution
  const otherTheta = input.otherTheta.flat()
  return {
    ...solution,
    kl: trajectoryKl(policy.visitsS, logSoftmaxTable(theta, A), logSoftmaxTable(otherTheta, A)),
    performanceDifference: performanceDifference(model, piSA, softmaxTable(otherTheta, A)).difference,
  }
}

/** The performance difference lemma with theta as the old policy and otherTheta as the new one, where there is one. */
export function solveLemma(input: ExactInput): PerformanceDifference | undefined {
  if (!input.otherTheta) return undefined
  const model = userMdpModel(input.mdp)
  const [oldPiSA, newPiSA] = [input.theta, input.otherTheta].map((theta) => softmaxTable(theta.flat(), model.actions))
  return performanceDifference(model, oldPiSA!, newPiSA!)
}

function rows(flat: ArrayLike<number>, width: number): number[][] {
  return Array.from({ length: flat.length / width }, (_, row) =>
    Array.from({ length: width }, (__, i) => flat[row * width + i]!),
  )
}
