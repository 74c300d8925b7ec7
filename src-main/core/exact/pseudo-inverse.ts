/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's rotations (Golub and Van Loan, section 8.5): slow and
 * exact to the last digits, for matrices up to a few hundred rows. `vectorsPP` holds one eigenvector a column.
 */
function symmetricEigen(matrixPP: ArrayLike<number>, size: number): { valuesP: Float64Array; vectorsPP: Float64Array } {
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
  for (let i = 0; i < size; i++) turn(m, i * size + p, i * size + q, cos, sin)
  for (let i = 0; i < size; i++) {
    turn(m, p * size + i, q * size + i, cos, sin)
    turn(v, i * size + p, i * size + q, cos, sin)
  }
}

/** Turns the pair that stands at two places. */
function turn(values: Float64Array, first: number, second: number, cos: number, sin: number): void {
  const x = values[first]!
  const y = values[second]!
  values[first] = cos * x - sin * y
  values[second] = sin * x + cos * y
}

/**
 * F^+ g: of all x that come closest to F x = g the one of least norm. Directions whose eigenvalue is below
 * `rankTolerance` of the largest count as flat.
 */
export function minimumNormSolution(
  fisherPP: ArrayLike<number>,
  gradientP: ArrayLike<number>,
  rankTolerance = 1e-12,
): Float64Array {
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
