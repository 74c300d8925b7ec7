import type { ClipEpoch, SamplesOfSign } from '../../../../src-shared/domain/lab-results/clip.ts'
import { quantile } from '../../../statistics/bootstrap.ts'
import { wholeBatch } from '../../algorithms/parts.ts'
import type { DataParts, ModelParts, PolicyParts } from '../../algorithms/parts.ts'
import { fillRatios, forwardRows, gatherOldOutputs } from '../../algorithms/policy-workspace.ts'
import { tabulate } from '../../algorithms/state-table.ts'
import { trajectoryKl } from '../../exact/kl.ts'
import { occupancyHS, visitsS } from '../../exact/occupancy.ts'
import { exactObjective } from '../../exact/policy-values.ts'

/** Bars as wide as a fifth of epsilon, so that 1 - epsilon and 1 + epsilon are edges; five epsilon to either side. */
export function ratioEdges(epsilon: number): number[] {
  const fifths = Math.min(25, Math.floor(5 / epsilon + 1e-9))
  return Array.from({ length: fifths + 26 }, (_, i) => 1 + ((i - fifths) * epsilon) / 5)
}

/**
 * A function that says where a batch's samples are by the policy as it is then, made while the policy still is the one
 * that acted. It leaves the gradient in the workspace alone, so that it may look between two steps.
 */
export function epochMeasure(
  parts: PolicyParts & DataParts & ModelParts,
  epsilon: number,
  discount: number,
): (epoch: number) => ClipEpoch {
  const { workspace, batch, table } = parts
  const rows = wholeBatch(parts)
  const ratiosB = new Float64Array(batch.rows)
  const edges = ratioEdges(epsilon)
  const exact = table === undefined ? undefined : exactMeasure(parts, discount)
  const psiB = batch.psiB.subarray(0, batch.rows)
  const psiSum = psiB.reduce((sum, psi) => sum + psi, 0)
  const rounding = roundingOfPsi * psiB.reduce((most, psi) => Math.max(most, Math.abs(psi)), 0)

  return (epoch) => {
    const [low, high] = [1 - epsilon, 1 + epsilon]
    const sums = { k1: 0, k3: 0, full: 0, surrogate: 0, clipped: 0, zeroGradient: 0, outside: 0 }
    for (let start = 0; start < batch.rows; start += workspace.capacity) {
      const end = Math.min(batch.rows, start + workspace.capacity)
      forwardRows(workspace, rows, start, end)
      gatherOldOutputs(workspace, rows, start, end)
      fillRatios(workspace, end - start)
      sums.full += workspace.head.klSum(workspace.oldOutputs)
      for (let b = 0; b < end - start; b++) {
        const ratio = finite(workspace.ratiosB[b]!)
        const psi = workspace.psiB[b]!
        const logRatio = workspace.logProbsB[b]! - workspace.oldLogProbsB[b]!
        ratiosB[start + b] = ratio
        sums.k1 -= logRatio
        sums.k3 += ratio - 1 - logRatio
        sums.surrogate += ratio * psi
        sums.clipped += Math.min(ratio * psi, Math.min(high, Math.max(low, ratio)) * psi)
        if (isZero(ratio, signOf(psi))) sums.zeroGradient++
        if (isOutside(ratio)) sums.outside++
      }
    }
    const mean = (sum: number): number => finite(sum / batch.rows)
    // Last, for it takes the workspace.
    const truth = exact?.()
    return {
      epoch,
      zeroGradient: sums.zeroGradient / batch.rows,
      clipFraction: sums.outside / batch.rows,
      positive: ofSign(1),
      negative: ofSign(-1),
      kl: { k1: mean(sums.k1), k3: mean(sums.k3), full: mean(sums.full), exact: truth?.kl ?? null },
      surrogate: mean(sums.surrogate - psiSum),
      clippedSurrogate: mean(sums.clipped - psiSum),
      objective: truth?.objective ?? null,
    }
  }

  /** Where the minimum is the clipped term, which is flat. */
  function isZero(ratio: number, sign: number): boolean {
    return sign > 0 ? ratio > 1 + epsilon : sign < 0 && ratio < 1 - epsilon
  }

  function signOf(psi: number): number {
    return Math.abs(psi) > rounding ? Math.sign(psi) : 0
  }

  function isOutside(ratio: number): boolean {
    return ratio < 1 - epsilon || ratio > 1 + epsilon
  }

  function ofSign(sign: 1 | -1): SamplesOfSign | null {
    const rising = ratiosB.filter((_, b) => signOf(psiB[b]!) === sign).sort()
    if (rising.length === 0) return null
    const share = (counted: (ratio: number) => boolean): number =>
      rising.reduce((sum, ratio) => (counted(ratio) ? sum + 1 : sum), 0) / rising.length
    return {
      samples: rising.length,
      ratios: { p5: quantile(rising, 0.05), median: quantile(rising, 0.5), p95: quantile(rising, 0.95) },
      zeroGradient: share((ratio) => isZero(ratio, sign)),
      outside: share(isOutside),
      counts: counted(rising, edges),
    }
  }
}

/** Relative to the largest advantage: what is smaller has the sign of a rounding error, and counts as zero. */
const roundingOfPsi = 1e-9

/** What is beyond numbers is shown as the largest there is. */
const finite = (value: number): number => Math.min(value, Number.MAX_VALUE)

/** How many fall into each bar; those beyond the ends into the first and last. */
function counted(values: Float64Array, edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length - 1 }, () => 0)
  const [first, width] = [edges[0]!, edges[1]! - edges[0]!]
  for (const value of values) {
    const bar = Math.floor((value - first) / width)
    counts[Math.min(counts.length - 1, Math.max(0, bar))]!++
  }
  return counts
}

/** The true KL a step, weighted by the visits of the policy as it is when this is called, and the true objective. */
function exactMeasure(parts: PolicyParts & ModelParts, discount: number): () => { kl: number; objective: number } {
  const { workspace } = parts
  const table = parts.table!
  tabulate(workspace, table)
  const oldLogPiSA = table.logPiSA.slice()
  const visits = visitsS(table.model, occupancyHS(table.model, table.piSA))
  const steps = visits.reduce((sum, d) => sum + d, 0)
  return () => {
    tabulate(workspace, table)
    return {
      kl: finite(trajectoryKl(visits, oldLogPiSA, table.logPiSA) / steps),
      objective: exactObjective(table.model, table.piSA, discount),
    }
  }
}
