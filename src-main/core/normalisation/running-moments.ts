/** Mean and variance of all rows seen so far, for each of D numbers. */
export interface RunningMoments {
  /** How many rows the two rest on, with the weight that they began with. */
  count: number
  meanD: Float64Array
  varianceD: Float64Array
}

/** The weight of mean 0 and variance 1, which statistics begin with: as Gymnasium and Stable-Baselines3 have it. */
const weightAtStart = 1e-4

/** Added to a variance before its root is taken. */
const epsilon = 1e-8

export const createMoments = (size: number): RunningMoments => ({
  count: weightAtStart,
  meanD: new Float64Array(size),
  varianceD: new Float64Array(size).fill(1),
})

/**
 * Takes in the rows `rowsB[0 .. count)` of `valuesND` at once (Chan, Golub and LeVeque 1979): the mean moves by the
 * share that these rows have in all, the sums of squares about both means add up.
 */
export function addRows(moments: RunningMoments, valuesND: Float64Array, rowsB: Int32Array, count: number): void {
  const { meanD, varianceD } = moments
  const D = meanD.length
  const total = moments.count + count
  for (let d = 0; d < D; d++) {
    let mean = 0
    for (let b = 0; b < count; b++) mean += valuesND[rowsB[b]! * D + d]!
    mean /= count
    let squares = 0
    for (let b = 0; b < count; b++) {
      const deviation = valuesND[rowsB[b]! * D + d]! - mean
      squares += deviation * deviation
    }
    const delta = mean - meanD[d]!
    meanD[d]! += (delta * count) / total
    varianceD[d] = (varianceD[d]! * moments.count + squares + (delta * delta * moments.count * count) / total) / total
  }
  moments.count = total
}

export const spreadOf = (variance: number): number => Math.sqrt(variance + epsilon)

/** As plain data, for a checkpoint. */
export const saveMoments = ({ count, meanD, varianceD }: RunningMoments): RunningMoments => ({
  count,
  meanD: meanD.slice(),
  varianceD: varianceD.slice(),
})

export function loadMoments(moments: RunningMoments, saved: RunningMoments): void {
  moments.count = saved.count
  moments.meanD.set(saved.meanD)
  moments.varianceD.set(saved.varianceD)
}
