/** Eigenvalues in ascending order; eigenvector k is column k of `vectorsPP`. */
export interface Eigen {
  valuesP: Float64Array
  vectorsPP: Float64Array
}

/**
 * Eigenvalues and eigenvectors of a symmetric P x P matrix, for some hundreds of rows: Householder's reflections to
 * tridiagonal form, then QL with implicit shifts (EISPACK's tred2 and tql2; Golub and Van Loan, section 8.3). Yields
 * after each row.
 */
export function* symmetricEigen(matrixPP: ArrayLike<number>, P: number): Generator<void, Eigen> {
  const v = Float64Array.from(matrixPP)
  const d = new Float64Array(P)
  const e = new Float64Array(P)
  yield* toTridiagonal(v, d, e, P)
  yield* diagonalise(v, d, e, P)
  return { valuesP: d, vectorsPP: v }
}

/** Of the tridiagonal matrix with `diagonal` and, between i and i + 1, `beside[i]`. */
export function* tridiagonalEigen(diagonal: ArrayLike<number>, beside: ArrayLike<number>): Generator<void, Eigen> {
  const P = diagonal.length
  const d = Float64Array.from(diagonal)
  const e = new Float64Array(P)
  for (let i = 1; i < P; i++) e[i] = beside[i - 1]!
  const v = new Float64Array(P * P)
  for (let i = 0; i < P; i++) v[i * P + i] = 1
  yield* diagonalise(v, d, e, P)
  return { valuesP: d, vectorsPP: v }
}

/** Leaves the diagonal in d, what stands beside it in e[1..], and the reflections' product in v. */
function* toTridiagonal(v: Float64Array, d: Float64Array, e: Float64Array, P: number): Generator<void, void> {
  for (let j = 0; j < P; j++) d[j] = v[(P - 1) * P + j]!
  for (let i = P - 1; i > 0; i--) {
    let scale = 0
    let h = 0
    for (let k = 0; k < i; k++) scale += Math.abs(d[k]!)
    if (scale === 0) {
      e[i] = d[i - 1]!
      for (let j = 0; j < i; j++) {
        d[j] = v[(i - 1) * P + j]!
        v[i * P + j] = 0
        v[j * P + i] = 0
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k]! /= scale
        h += d[k]! * d[k]!
      }
      const f = d[i - 1]!
      const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h)
      e[i] = scale * g
      h -= f * g
      d[i - 1] = f - g
      reflect(v, d, e, P, i, h)
    }
    d[i] = h
    yield
  }
  yield* accumulate(v, d, P)
  e[0] = 0
}

/** Applies one reflection from both sides to the rows above i. */
function reflect(v: Float64Array, d: Float64Array, e: Float64Array, P: number, i: number, h: number): void {
  for (let j = 0; j < i; j++) e[j] = 0
  for (let j = 0; j < i; j++) {
    const f = d[j]!
    v[j * P + i] = f
    let g = e[j]! + v[j * P + j]! * f
    for (let k = j + 1; k < i; k++) {
      g += v[k * P + j]! * d[k]!
      e[k]! += v[k * P + j]! * f
    }
    e[j] = g
  }
  let f = 0
  for (let j = 0; j < i; j++) {
    e[j]! /= h
    f += e[j]! * d[j]!
  }
  const share = f / (h + h)
  for (let j = 0; j < i; j++) e[j]! -= share * d[j]!
  for (let j = 0; j < i; j++) {
    for (let k = j; k < i; k++) v[k * P + j]! -= d[j]! * e[k]! + e[j]! * d[k]!
    d[j] = v[(i - 1) * P + j]!
    v[i * P + j] = 0
  }
}

function* accumulate(v: Float64Array, d: Float64Array, P: number): Generator<void, void> {
  for (let i = 0; i < P - 1; i++) {
    v[(P - 1) * P + i] = v[i * P + i]!
    v[i * P + i] = 1
    const h = d[i + 1]!
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = v[k * P + i + 1]! / h
      for (let j = 0; j <= i; j++) {
        let g = 0
        for (let k = 0; k <= i; k++) g += v[k * P + i + 1]! * v[k * P + j]!
        for (let k = 0; k <= i; k++) v[k * P + j]! -= g * d[k]!
      }
    }
    for (let k = 0; k <= i; k++) v[k * P + i + 1] = 0
    yield
  }
  for (let j = 0; j < P; j++) {
    d[j] = v[(P - 1) * P + j]!
    v[(P - 1) * P + j] = 0
  }
  v[P * P - 1] = 1
}

/** QL with implicit shifts; then in ascending order. */
function* diagonalise(v: Float64Array, d: Float64Array, e: Float64Array, P: number): Generator<void, void> {
  for (let i = 1; i < P; i++) e[i - 1] = e[i]!
  e[P - 1] = 0
  let shift = 0
  let largest = 0
  for (let l = 0; l < P; l++) {
    largest = Math.max(largest, Math.abs(d[l]!) + Math.abs(e[l]!))
    let m = l
    while (m < P - 1 && Math.abs(e[m]!) > Number.EPSILON * largest) m++
    while (m > l && Math.abs(e[l]!) > Number.EPSILON * largest) {
      const g = d[l]!
      const p = (d[l + 1]! - g) / (2 * e[l]!)
      const r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1)
      d[l] = e[l]! / (p + r)
      d[l + 1] = e[l]! * (p + r)
      const h = g - d[l]!
      for (let i = l + 2; i < P; i++) d[i]! -= h
      shift += h
      sweep(v, d, e, P, l, m)
      yield
    }
    d[l]! += shift
    e[l] = 0
  }
  sort(v, d, P)
}

function sweep(v: Float64Array, d: Float64Array, e: Float64Array, P: number, l: number, m: number): void {
  const besideL = d[l + 1]!
  const e1 = e[l + 1]!
  let p = d[m]!
  let [c, c2, c3, s, s2] = [1, 1, 1, 0, 0]
  for (let i = m - 1; i >= l; i--) {
    c3 = c2
    c2 = c
    s2 = s
    const g = c * e[i]!
    const h = c * p
    const r = Math.hypot(p, e[i]!)
    e[i + 1] = s * r
    s = e[i]! / r
    c = p / r
    p = c * d[i]! - s * g
    d[i + 1] = h + s * (c * g + s * d[i]!)
    for (let k = 0; k < P; k++) {
      const upper = v[k * P + i + 1]!
      v[k * P + i + 1] = s * v[k * P + i]! + c * upper
      v[k * P + i] = c * v[k * P + i]! - s * upper
    }
  }
  p = (-s * s2 * c3 * e1 * e[l]!) / besideL
  e[l] = s * p
  d[l] = c * p
}

function sort(v: Float64Array, d: Float64Array, P: number): void {
  const order = Array.from(d, (_, i) => i).toSorted((a, b) => d[a]! - d[b]!)
  const [values, vectors] = [d.slice(), v.slice()]
  order.forEach((from, to) => {
    d[to] = values[from]!
    for (let k = 0; k < P; k++) v[k * P + to] = vectors[k * P + from]!
  })
}
