/**
 * How a column's values lie in a blob. NaN stands for "absent". Every form gives back the same bits; the smallest is
 * taken. A kind byte, then little-endian numbers:
 *   arithmetic   first, step                        update numbers, env steps, whatever doesn't change
 *   small        first, then unsigned 16-bit steps  counts
 *   sparse       places (16-bit), values            what is recorded every k-th row
 *   dense        values
 */
const kinds = { arithmetic: 1, small: 2, sparse: 3, dense: 4 } as const
const littleEndian = true

/** Undefined when every value is absent: then nothing is stored. At most 65,535 values. */
export function encodeColumn(values: Float64Array): Uint8Array | undefined {
  const present = countPresent(values)
  if (present === 0) return undefined
  if (present === values.length && isArithmetic(values)) {
    const { bytes, view } = blob(kinds.arithmetic, 16)
    view.setFloat64(1, values[0], littleEndian)
    view.setFloat64(9, values.length > 1 ? values[1] - values[0] : 0, littleEndian)
    return bytes
  }
  if (present === values.length && isSmallSteps(values)) {
    const { bytes, view } = blob(kinds.small, 8 + 2 * (values.length - 1))
    view.setFloat64(1, values[0], littleEndian)
    for (let i = 1; i < values.length; i++) view.setUint16(7 + 2 * i, values[i] - values[i - 1], littleEndian)
    return bytes
  }
  if (10 * present < 8 * values.length) {
    const { bytes, view } = blob(kinds.sparse, 10 * present)
    let at = 1
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i])) continue
      view.setUint16(at, i, littleEndian)
      view.setFloat64(at + 2, values[i], littleEndian)
      at += 10
    }
    return bytes
  }
  const { bytes, view } = blob(kinds.dense, 8 * values.length)
  for (let i = 0; i < values.length; i++) view.setFloat64(1 + 8 * i, values[i], littleEndian)
  return bytes
}

/**
 * Writes the blob's `rows` values to `out` from `offset` on; places before 0 or beyond the end are passed over. Absent
 * values are left as they are.
 */
export function decodeColumn(bytes: Uint8Array, rows: number, out: Float64Array, offset: number): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const put = (i: number, value: number) => {
    const place = offset + i
    if (place >= 0 && place < out.length) out[place] = value
  }
  switch (view.getUint8(0)) {
    case kinds.arithmetic: {
      const first = view.getFloat64(1, littleEndian)
      const step = view.getFloat64(9, littleEndian)
      for (let i = 0; i < rows; i++) put(i, first + i * step)
      return
    }
    case kinds.small: {
      let value = view.getFloat64(1, littleEndian)
      put(0, value)
      for (let i = 1; i < rows; i++) put(i, (value += view.getUint16(7 + 2 * i, littleEndian)))
      return
    }
    case kinds.sparse:
      for (let at = 1; at < bytes.byteLength; at += 10)
        put(view.getUint16(at, littleEndian), view.getFloat64(at + 2, littleEndian))
      return
    case kinds.dense:
      for (let i = 0; i < rows; i++) put(i, view.getFloat64(1 + 8 * i, littleEndian))
      return
    default:
      throw new Error(`a metric chunk of an unknown kind: ${view.getUint8(0)}`)
  }
}

function blob(kind: number, payloadBytes: number): { bytes: Uint8Array; view: DataView } {
  const bytes = new Uint8Array(1 + payloadBytes)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, kind)
  return { bytes, view }
}

function countPresent(values: Float64Array): number {
  let present = 0
  for (const value of values) if (!Number.isNaN(value)) present++
  return present
}

// Exactly what decoding computes, bit for bit (-0 is told from 0).
function isArithmetic(values: Float64Array): boolean {
  const step = values.length > 1 ? values[1] - values[0] : 0
  for (let i = 0; i < values.length; i++) if (!Object.is(values[0] + i * step, values[i])) return false
  return true
}

function isSmallSteps(values: Float64Array): boolean {
  if (!Number.isSafeInteger(values[0]) || Object.is(values[0], -0)) return false
  for (let i = 1; i < values.length; i++) {
    const step = values[i] - values[i - 1]
    if (!Number.isSafeInteger(values[i]) || step < 0 || step > 65_535) return false
  }
  return true
}
