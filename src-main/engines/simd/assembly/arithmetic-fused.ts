// Multiply-add that rounds once, where the CPU has it (the known-answer test at start finds out). Of the relaxed
// operations only these two are used.

// @ts-ignore: decorator
@inline export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c)
}
// @ts-ignore: decorator
@inline export function multiplyAdd64(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c)
}
/** c - a b */
// @ts-ignore: decorator
@inline export function negativeMultiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_nmadd(a, b, c)
}
