// Layer norm over rows: strides are in bytes, `width` in numbers. The formulas are those of
// core/networks/layer-norm.ts. Sums run over four lanes, then the rest: the same order in every build.
import { multiplyAdd, negativeMultiplyAdd } from './arithmetic'

// @ts-ignore: decorator
@inline function laneSum(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
}

/** z becomes n = gain xhat + shift; xhat and 1/deviation are kept. */
export function normForward(
  z: usize, zStride: usize, xhat: usize, inverseDeviation: usize, gain: usize, shift: usize, rows: usize, width: usize, epsilon: f32,
): void {
  const full = width & ~3
  for (let r: usize = 0; r < rows; r++, z += zStride, xhat += zStride) {
    let sum = f32x4.splat(0)
    for (let i: usize = 0; i < full; i += 4) sum = f32x4.add(sum, v128.load(z + (i << 2)))
    let mean = laneSum(sum)
    for (let i = full; i < width; i++) mean += load<f32>(z + (i << 2))
    mean /= <f32>width
    const means = f32x4.splat(mean)
    let squares = f32x4.splat(0)
    for (let i: usize = 0; i < full; i += 4) {
      const centred = f32x4.sub(v128.load(z + (i << 2)), means)
      squares = multiplyAdd(centred, centred, squares)
    }
    let variance = laneSum(squares)
    for (let i = full; i < width; i++) {
      const centred = load<f32>(z + (i << 2)) - mean
      variance += centred * centred
    }
    variance /= <f32>width
    const inverse: f32 = 1 / Mathf.sqrt(variance + epsilon)
    store<f32>(inverseDeviation + (r << 2), inverse)
    const inverses = f32x4.splat(inverse)
    for (let i: usize = 0; i < full; i += 4) {
      const o = i << 2
      const x = f32x4.mul(f32x4.sub(v128.load(z + o), means), inverses)
      v128.store(xhat + o, x)
      v128.store(z + o, multiplyAdd(v128.load(gain + o), x, v128.load(shift + o)))
    }
    for (let i = full; i < width; i++) {
      const o = i << 2
      const x = (load<f32>(z + o) - mean) * inverse
      store<f32>(xhat + o, x)
      store<f32>(z + o, load<f32>(gain + o) * x + load<f32>(shift + o))
    }
  }
}

/** d, with respect to n, becomes the gradient with respect to z; gain's and shift's gradients are added. */
export function normBackward(
  d: usize, dStride: usize, xhat: usize, xhatStride: usize, inverseDeviation: usize, gain: usize,
  gainGradient: usize, shiftGradient: usize, rows: usize, width: usize,
): void {
  const full = width & ~3
  for (let r: usize = 0; r < rows; r++, d += dStride, xhat += xhatStride) {
    for (let i: usize = 0; i < full; i += 4) {
      const o = i << 2
      const dn = v128.load(d + o)
      v128.store(gainGradient + o, multiplyAdd(dn, v128.load(xhat + o), v128.load(gainGradient + o)))
      v128.store(shiftGradient + o, f32x4.add(dn, v128.load(shiftGradient + o)))
      v128.store(d + o, f32x4.mul(dn, v128.load(gain + o)))
    }
    for (let i = full; i < width; i++) {
      const o = i << 2
      const dn = load<f32>(d + o)
      store<f32>(gainGradient + o, load<f32>(gainGradient + o) + dn * load<f32>(xhat + o))
      store<f32>(shiftGradient + o, load<f32>(shiftGradient + o) + dn)
      store<f32>(d + o, dn * load<f32>(gain + o))
    }
    projectRow(d, xhat, load<f32>(inverseDeviation + (r << 2)), width)
  }
}

/** dz, a tangent of z, becomes the tangent of n. */
export function normTangent(
  dz: usize, dStride: usize, xhat: usize, xhatStride: usize, inverseDeviation: usize, gain: usize,
  gainDirection: usize, shiftDirection: usize, rows: usize, width: usize,
): void {
  const full = width & ~3
  for (let r: usize = 0; r < rows; r++, dz += dStride, xhat += xhatStride) {
    projectRow(dz, xhat, load<f32>(inverseDeviation + (r << 2)), width)
    for (let i: usize = 0; i < full; i += 4) {
      const o = i << 2
      const direct = multiplyAdd(v128.load(gainDirection + o), v128.load(xhat + o), v128.load(shiftDirection + o))
      v128.store(dz + o, multiplyAdd(v128.load(gain + o), v128.load(dz + o), direct))
    }
    for (let i = full; i < width; i++) {
      const o = i << 2
      const direct = load<f32>(gainDirection + o) * load<f32>(xhat + o) + load<f32>(shiftDirection + o)
      store<f32>(dz + o, load<f32>(gain + o) * load<f32>(dz + o) + direct)
    }
  }
}

/** d becomes (d - mean(d) - xhat mean(d xhat)) / deviation. */
function projectRow(d: usize, xhat: usize, inverse: f32, width: usize): void {
  const full = width & ~3
  let sum = f32x4.splat(0)
  let products = f32x4.splat(0)
  for (let i: usize = 0; i < full; i += 4) {
    const o = i << 2
    sum = f32x4.add(sum, v128.load(d + o))
    products = multiplyAdd(v128.load(d + o), v128.load(xhat + o), products)
  }
  let mean = laneSum(sum)
  let projection = laneSum(products)
  for (let i = full; i < width; i++) {
    mean += load<f32>(d + (i << 2))
    projection += load<f32>(d + (i << 2)) * load<f32>(xhat + (i << 2))
  }
  mean /= <f32>width
  projection /= <f32>width
  const means = f32x4.splat(mean)
  const projections = f32x4.splat(projection)
  const inverses = f32x4.splat(inverse)
  for (let i: usize = 0; i < full; i += 4) {
    const o = i << 2
    const left = negativeMultiplyAdd(v128.load(xhat + o), projections, f32x4.sub(v128.load(d + o), means))
    v128.store(d + o, f32x4.mul(left, inverses))
  }
  for (let i = full; i < width; i++) {
    const o = i << 2
    store<f32>(d + o, (load<f32>(d + o) - mean - load<f32>(xhat + o) * projection) * inverse)
  }
}
