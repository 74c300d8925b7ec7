import type { Measured } from '../../../src-shared/domain/lab-results/measured.ts'
import type { Parts } from '../algorithms/parts.ts'
import { backwardFromLogits, tabulate } from '../algorithms/state-table.ts'
import type { FiniteMdp } from '../environments/finite-mdp.ts'
import { trajectoryKl } from '../exact/kl.ts'
import { logitsGradientSA, solvePolicy } from '../exact/policy-gradient.ts'
import type { ExactPolicy } from '../exact/policy-gradient.ts'
import { exactObjective } from '../exact/policy-values.ts'
import { Generator as RandomGenerator } from '../random/generator.ts'
import { createActor } from '../rollout/actor.ts'
import type { LabTools } from './lab-policy.ts'
import { sampledReturns } from './sampled-returns.ts'

/** Episodes of a reference are run side by side in so many copies, so that those of one number start alike. */
const referenceCopies = 64
const z95 = 1.959964

/** What is known of a finite world's policy at theta, solved. */
export interface SolvedOrigin extends ExactPolicy {
  model: FiniteMdp
  discount: number
  piSA: Float64Array
  logPiSA: Float64Array
}

/** One theta, and how a policy that was moved away from it compares with it. */
export interface Origin {
  thetaP: Float64Array
  /** J_gamma at theta: without width where it is solved; null where nothing tells it. */
  objective: Measured | null
  /** In finite worlds. */
  solved: SolvedOrigin | undefined
  /** J_gamma of the policy as it now is, less that at theta; null where nothing tells it. */
  changeOfJ(): Generator<void, Measured | null>
  /** KL(rho || rho_now) of a trajectory in nats; undefined where the world is not finite. */
  exactKl(): number | undefined
}

export interface OriginOptions {
  discount: number
  /** Where the world is not finite: so many episodes for each J; 0 leaves J out. */
  referenceEpisodes: number
  seed: number
}

/** Takes the policy as it is for the theta that others are compared with. */
export function* originOf(
  parts: Parts,
  { discount, referenceEpisodes: episodes, seed }: OriginOptions,
  tools: LabTools,
): Generator<void, Origin> {
  const { policy, table, workspace } = parts
  const thetaP = Float64Array.from(policy.theta)
  if (table !== undefined) {
    const { model } = table
    tabulate(workspace, table)
    const [piSA, logPiSA] = [table.piSA.slice(), table.logPiSA.slice()]
    const solved = { model, discount, piSA, logPiSA, ...solvePolicy(model, piSA, discount) }
    const objective = exactObjective(model, piSA, discount)
    return {
      thetaP,
      objective: exactly(objective),
      solved,
      *changeOfJ() {
        tabulate(workspace, table)
        yield
        return exactly(exactObjective(model, table.piSA, discount) - objective)
      },
      exactKl() {
        tabulate(workspace, table)
        return trajectoryKl(solved.visitsS, logPiSA, table.logPiSA)
      },
    }
  }
  const actor = createActor(policy, Math.min(referenceCopies, Math.max(1, episodes)))
  const returns = (): Generator<void, Float64Array> => {
    // The same random numbers serve every policy: what differs is the policy.
    const rng = new RandomGenerator(seed, 'reference')
    const world = tools.makeWorld(Math.min(referenceCopies, episodes), rng.split())
    return sampledReturns(actor, world, episodes, discount, rng)
  }
  const returnsHereM = episodes === 0 ? null : yield* returns()
  return {
    thetaP,
    objective: returnsHereM && meanOf(returnsHereM),
    solved: undefined,
    *changeOfJ() {
      if (returnsHereM === null) return null
      const returnsM = yield* returns()
      return meanOf(returnsM.map((value, m) => value - returnsHereM[m]!))
    },
    exactKl: () => undefined,
  }
}

/** grad J_gamma at the origin, P numbers; the policy has to be there. */
export function exactGradientP({ workspace, table }: Parts, solved: SolvedOrigin): Float64Array {
  backwardFromLogits(workspace, table!, logitsGradientSA(solved, solved.piSA), 1)
  return Float64Array.from(workspace.gradientP)
}

const exactly = (value: number): Measured => ({ value, low: value, high: value })

/** The mean with its normal 95 % interval. */
function meanOf(values: Float64Array): Measured {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  const half = count > 1 ? z95 * Math.sqrt(squares / (count - 1) / count) : 0
  return { value: mean, low: mean - half, high: mean + half }
}
