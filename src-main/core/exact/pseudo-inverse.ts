/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, section 8.5): slow and exact to the last digits,
 * for matrices up to a few hundred rows. `vectorsPP` holds one eigenvector a column.
 */
export function symmetricEigen(matrixPP: ArrayLike<number>, size: number): { valuesP: Float64Array; vectorsPP: Float64Array } {
  const m = Float64Array.from(matrixPP)
  const v = new Float64Array(size * size)
  for (let i = 0; i < size; i++) v[i * size + i] = 1
  for (let sweep = 0; sweep < 100; sweep++) {
    let offDiagonal = 0
    let diagonal = 0
    for (let p = 0; p < size; p++) {
      diagonal += m[p * size + p]! * m[p * size + p]!
      for (let q = p + 1; q < size; q++) offDiagonal += m[p * size + q]! * m[p * size + q]!
    }
    if (offDiagonal <= 1e-34 * diagonal) break
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(m, v, size, p, q)
    }
  }
  return { valuesP: Float64Array.from({ length: size }, (_, i) => m[i * size + i]!), vectorsPP: v }
}

/** One rotation that makes m[p][q] zero. */
function rotate(m: Float64Array, v: Float64Array, size: number, p: number, q: number): void {
  const between = m[p * size + q]!
  if (between === 0) return
  const ratio = (m[q * size + q]! - m[p * size + p]!) / (2 * between)
  const tan = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1))
  const cos = 1 / Math.sqrt(tan * tan + 1)
  const sin = tan * cos
  for (let i = 0; i < size; i++) {
    const ip = m[i * size + p]!
    const iq = m[i * size + q]!
    m[i * size + p] = cos * ip - sin * iq
    m[i * size + q] = sin * ip + cos * iq
  }
  for (let i = 0; i < size; i++) {
    const pi = m[p * size + i]!
    const qi = m[q * size + i]!
    m[p * size + i] = cos * pi - sin * qi
    m[q * size + i] = sin * pi + cos * qi
    const vip = v[i * size + p]!
    const viq = v[i * size + q]!
    v[i * size + p] = cos * vip - sin * viq
    v[i * size + q] = sin * vip + cos * viq
  }
}

/** F^+ g: of all x that come closest to F x = g the one of least norm. Directions whose eigenvalue is below `rankTolerance` of the largest count as flat. */
export function minimumNormSolution(fisherPP: ArrayLike<number>, gradientP: ArrayLike<number>, rankTolerance = 1e-12): Float64Array {
  const size = gradientP.length
  const { valuesP, vectorsPP } = symmetricEigen(fisherPP, size)
  const largest = valuesP.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const solutionP = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const eigenvalue = valuesP[k]!
    if (Math.abs(eigenvalue) <= rankTolerance * largest) continue
    let along = 0
    for (let i = 0; i < size; i++) along += vectorsPP[i * size + k]! * gradientP[i]!
    for (let i = 0; i < size; i++) solutionP[i]! += (along / eigenvalue) * vectorsPP[i * size + k]!
  }
  return solutionP
}
