// Two modules of one function each, as small as they come: `i32x4.splat`-like SIMD, and `i8x16.relaxed_swizzle`.
// From wasm-feature-detect (Apache-2.0), whose bytes they are.
const simdModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]
const relaxedSimdModule = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15,
  253, 128, 2, 11,
]

/** What this runtime's WebAssembly can do, by asking it to accept code that needs it. */
export const wasmSupport = (): { simd: boolean; relaxedSimd: boolean } => ({
  simd: WebAssembly.validate(new Uint8Array(simdModule)),
  relaxedSimd: WebAssembly.validate(new Uint8Array(relaxedSimdModule)),
})
