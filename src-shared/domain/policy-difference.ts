/**
 * KL(p || q) in nats of two policies' action probabilities in each state, the old one first, as everywhere in Ascent.
 * Infinite where q never takes an action that p takes.
 * @param oldSA S x A probabilities, row by row
 * @param states S
 */
export function klPerState(oldSA: ArrayLike<number>, newSA: ArrayLike<number>, states: number): Float64Array {
  const actions = oldSA.length / states
  return Float64Array.from({ length: states }, (_, s) => {
    let sum = 0
    for (let i = s * actions; i < (s + 1) * actions; i++)
      if (oldSA[i]! > 0) sum += oldSA[i]! * Math.log(oldSA[i]! / newSA[i]!)
    // Rounding can take equal policies below zero.
    return Math.max(0, sum)
  })
}

/** By how much each state's value rose from the old policy to the new one. */
export const valueChange = (oldS: ArrayLike<number>, newS: ArrayLike<number>): Float64Array =>
  Float64Array.from(newS, (value, s) => value - oldS[s]!)
