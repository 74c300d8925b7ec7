// Activations over rows that layer norm has just written, and their derivatives: what the tiles fuse where there is no
// layer norm. Rows are walked in fours up to their padded end: the padding is scratch.
import { gelu, geluDerivative, relu, tanh, tanhDerivative } from './activations'

export function tanhRows(z: usize, h: usize, stride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, z += stride, h += stride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(h + o, tanh(v128.load(z + o)))
  }
}
export function reluRows(z: usize, h: usize, stride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, z += stride, h += stride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(h + o, relu(v128.load(z + o)))
  }
}
export function geluRows(z: usize, h: usize, stride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, z += stride, h += stride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(h + o, gelu(v128.load(z + o)))
  }
}

/** d *= 1 - h^2 */
export function timesTanhDerivative(d: usize, dStride: usize, h: usize, hStride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, d += dStride, h += hStride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(d + o, f32x4.mul(v128.load(d + o), tanhDerivative(v128.load(h + o))))
  }
}
/** d = 0 where h is not above 0 */
export function timesReluDerivative(d: usize, dStride: usize, h: usize, hStride: usize, rows: usize, width: usize): void {
  const zero = f32x4.splat(0)
  for (let r: usize = 0; r < rows; r++, d += dStride, h += hStride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(d + o, v128.and(v128.load(d + o), f32x4.gt(v128.load(h + o), zero)))
  }
}
/** d *= gelu'(z) */
export function timesGeluDerivative(d: usize, dStride: usize, z: usize, zStride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, d += dStride, z += zStride) {
    for (let o: usize = 0; o < width << 2; o += 16) v128.store(d + o, f32x4.mul(v128.load(d + o), geluDerivative(v128.load(z + o))))
  }
}
