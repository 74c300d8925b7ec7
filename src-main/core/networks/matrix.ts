/**
 * The products of a layer, on row-major blocks inside longer vectors: plain loops in a fixed order. Zero inputs
 * (one-hot features, relu) cost nothing.
 */
import type { Vector } from './network.ts'

/** outBO += xBI W, with W [I][O] at `weights` in theta. */
export function addProduct(
  outBO: Vector,
  xBI: Vector,
  theta: Vector,
  weights: number,
  batch: number,
  I: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < I; i++) {
      const x = xBI[b * I + i]!
      if (x === 0) continue
      const row = weights + i * O
      for (let o = 0; o < O; o++) outBO[b * O + o]! += x * theta[row + o]!
    }
  }
}

/** outBI += dBO W^T. */
export function addProductTransposed(
  outBI: Vector,
  dBO: Vector,
  theta: Vector,
  weights: number,
  batch: number,
  I: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < I; i++) {
      const row = weights + i * O
      let sum = 0
      for (let o = 0; o < O; o++) sum += dBO[b * O + o]! * theta[row + o]!
      outBI[b * I + i]! += sum
    }
  }
}

/** out[I][O] at `weights` += x^T d: the weights' gradient, summed over the batch. */
export function addOuterProducts(
  outP: Vector,
  weights: number,
  xBI: Vector,
  dBO: Vector,
  batch: number,
  I: number,
  O: number,
): void {
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < I; i++) {
      const x = xBI[b * I + i]!
      if (x === 0) continue
      const row = weights + i * O
      for (let o = 0; o < O; o++) outP[row + o]! += x * dBO[b * O + o]!
    }
  }
}

/** Each row of outBO += theta[offset .. offset + O]. */
export function addRow(outBO: Vector, theta: Vector, offset: number, batch: number, O: number): void {
  for (let b = 0; b < batch; b++) for (let o = 0; o < O; o++) outBO[b * O + o]! += theta[offset + o]!
}

/** out[offset .. offset + O] += the sum of dBO's rows. */
export function addColumnSums(outP: Vector, offset: number, dBO: Vector, batch: number, O: number): void {
  for (let b = 0; b < batch; b++) for (let o = 0; o < O; o++) outP[offset + o]! += dBO[b * O + o]!
}
