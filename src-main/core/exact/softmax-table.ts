/** pi[s][a] = exp(theta[s][a]) / sum over a' of exp(theta[s][a']): the tabular softmax, S x A. */
export function softmaxTable(thetaSA: ArrayLike<number>, actions: number): Float64Array {
  const piSA = new Float64Array(thetaSA.length)
  for (let start = 0; start < thetaSA.length; start += actions) {
    let largest = Number.NEGATIVE_INFINITY
    for (let a = 0; a < actions; a++) largest = Math.max(largest, thetaSA[start + a]!)
    let sum = 0
    for (let a = 0; a < actions; a++) sum += piSA[start + a] = Math.exp(thetaSA[start + a]! - largest)
    for (let a = 0; a < actions; a++) piSA[start + a] = piSA[start + a]! / sum
  }
  return piSA
}

/** log pi[s][a], exact where pi itself underflows. */
export function logSoftmaxTable(thetaSA: ArrayLike<number>, actions: number): Float64Array {
  const logPiSA = new Float64Array(thetaSA.length)
  for (let start = 0; start < thetaSA.length; start += actions) {
    let largest = Number.NEGATIVE_INFINITY
    for (let a = 0; a < actions; a++) largest = Math.max(largest, thetaSA[start + a]!)
    let sum = 0
    for (let a = 0; a < actions; a++) sum += Math.exp(thetaSA[start + a]! - largest)
    const logSum = largest + Math.log(sum)
    for (let a = 0; a < actions; a++) logPiSA[start + a] = thetaSA[start + a]! - logSum
  }
  return logPiSA
}
