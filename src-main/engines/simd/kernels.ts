import { readFileSync } from 'node:fs'
import v8 from 'node:v8'

type Product = (
  a: number,
  aStride: number,
  b: number,
  bStride: number,
  panelStride: number,
  init: number,
  initStride: number,
  c: number,
  cStride: number,
  auxiliary: number,
  rows: number,
  depth: number,
  columns: number,
) => void
type DerivativeRows = (
  d: number,
  dStride: number,
  kept: number,
  keptStride: number,
  rows: number,
  width: number,
) => void
type ActivationRows = (z: number, h: number, stride: number, rows: number, width: number) => void

/**
 * What a compiled build exports: addresses and strides in bytes, counts in numbers. The sources in assembly/ say what
 * each does.
 */
export interface Kernels {
  writeConstants(): void
  multiplyIdentity: Product
  multiplyTanh: Product
  multiplyRelu: Product
  multiplyGelu: Product
  multiplyTimesTanhDerivative: Product
  multiplyTimesReluDerivative: Product
  multiplyTimesGeluDerivative: Product
  addOuterProducts(
    a: number,
    aStride: number,
    b: number,
    bStride: number,
    g: number,
    gStride: number,
    batch: number,
    rows: number,
    columns: number,
  ): void
  tanhRows: ActivationRows
  reluRows: ActivationRows
  geluRows: ActivationRows
  timesTanhDerivative: DerivativeRows
  timesReluDerivative: DerivativeRows
  timesGeluDerivative: DerivativeRows
  normForward(
    z: number,
    zStride: number,
    xhat: number,
    inverseDeviation: number,
    gain: number,
    shift: number,
    rows: number,
    width: number,
    epsilon: number,
  ): void
  normBackward(
    d: number,
    dStride: number,
    xhat: number,
    xhatStride: number,
    inverseDeviation: number,
    gain: number,
    gainGradient: number,
    shiftGradient: number,
    rows: number,
    width: number,
  ): void
  normTangent(
    dz: number,
    dStride: number,
    xhat: number,
    xhatStride: number,
    inverseDeviation: number,
    gain: number,
    gainDirection: number,
    shiftDirection: number,
    rows: number,
    width: number,
  ): void
  copyRows(from: number, fromStride: number, to: number, toStride: number, rows: number, width: number): void
  addColumnSums(d: number, dStride: number, out: number, rows: number, width: number): void
  addTransposed(from: number, fromStride: number, to: number, toStride: number, rows: number, width: number): void
  packPanels(from: number, fromStride: number, to: number, panelWidth: number, depth: number, columns: number): void
  packTransposedPanels(
    from: number,
    fromStride: number,
    to: number,
    panelWidth: number,
    depth: number,
    columns: number,
  ): void
  gatherRows(from: number, width: number, indices: number, count: number, to: number): void
  exponentials(x: number, count: number, out: number): void
  softmaxRows(
    logits: number,
    stride: number,
    actions: number,
    rows: number,
    probabilities: number,
    logNormalisers: number,
  ): void
  dot(x: number, y: number, count: number): number
  addScaled(y: number, scale: number, x: number, count: number): void
  momentumStep(
    theta: number,
    gradient: number,
    velocity: number,
    learningRate: number,
    momentum: number,
    gradientScale: number,
    count: number,
  ): void
  rmspropStep(
    theta: number,
    gradient: number,
    v: number,
    count: number,
    learningRate: number,
    decay: number,
    epsilon: number,
    scale: number,
  ): void
  adamStep(
    theta: number,
    gradient: number,
    m: number,
    v: number,
    count: number,
    step: number,
    beta1: number,
    beta2: number,
    epsilon: number,
    second: number,
    scale: number,
  ): void
}

/** A custom section (id 0) of one byte: an empty name. */
const emptySection = Buffer.of(0, 1, 0)

/**
 * Compiles a build, with V8 told to fuse neighbouring 128-bit operations into 256-bit ones (Node 24 and 25; nothing
 * reports whether it did: see choose-build.ts), unless `fusion` is false, and to use its optimising compiler at once,
 * so that a probe measures what will run. The two compiler settings are put back: other modules of the process compile
 * as they always do.
 */
export function compileKernels(file: string, fusion = true): WebAssembly.Module | undefined {
  const source = readFileSync(file)
  // V8 gives the same bytes the code that it has already compiled, however its flags stand: an empty custom section
  // makes them others.
  const bytes = fusion ? source : Buffer.concat([source, emptySection])
  if (!WebAssembly.validate(bytes)) return undefined
  v8.setFlagsFromString(fusion ? '--experimental-wasm-revectorize' : '--no-experimental-wasm-revectorize')
  v8.setFlagsFromString('--no-liftoff')
  v8.setFlagsFromString('--no-wasm-lazy-compilation')
  try {
    return new WebAssembly.Module(bytes)
  } finally {
    v8.setFlagsFromString('--liftoff')
    v8.setFlagsFromString('--wasm-lazy-compilation')
  }
}

export function instantiateKernels(module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels {
  const abort = (): never => {
    throw new Error('A SIMD kernel stopped.')
  }
  const kernels = new WebAssembly.Instance(module, { env: { memory, abort } }).exports as unknown as Kernels
  kernels.writeConstants()
  return kernels
}
