// Multiply and add, each rounding: the same bits on every machine with WebAssembly SIMD.

// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c)
}
// @ts-ignore: decorator
@inline export function multiplyAdd64(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c)
}
/** c - a b */
// @ts-ignore: decorator
@inline export function negativeMultiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.sub(c, f32x4.mul(a, b))
}
