// Moving and summing blocks of numbers: strides are in bytes, counts in numbers.

/** Copies `rows` rows of `width` numbers from one stride to another. */
export function copyRows(from: usize, fromStride: usize, to: usize, toStride: usize, rows: usize, width: usize): void {
  for (let r: usize = 0; r < rows; r++, from += fromStride, to += toStride) {
    let i: usize = 0
    for (; i + 4 <= width; i += 4) v128.store(to + (i << 2), v128.load(from + (i << 2)))
    for (; i < width; i++) store<f32>(to + (i << 2), load<f32>(from + (i << 2)))
  }
}

/** out += the sum of the rows of d; each column is summed in order of rows, then added. */
export function addColumnSums(d: usize, dStride: usize, out: usize, rows: usize, width: usize): void {
  let i: usize = 0
  for (; i + 16 <= width; i += 16) {
    let s0 = f32x4.splat(0)
    let s1 = f32x4.splat(0)
    let s2 = f32x4.splat(0)
    let s3 = f32x4.splat(0)
    let p = d + (i << 2)
    for (let r: usize = 0; r < rows; r++, p += dStride) {
      s0 = f32x4.add(s0, v128.load(p))
      s1 = f32x4.add(s1, v128.load(p, 16))
      s2 = f32x4.add(s2, v128.load(p, 32))
      s3 = f32x4.add(s3, v128.load(p, 48))
    }
    const o = out + (i << 2)
    v128.store(o, f32x4.add(v128.load(o), s0))
    v128.store(o, f32x4.add(v128.load(o, 16), s1), 16)
    v128.store(o, f32x4.add(v128.load(o, 32), s2), 32)
    v128.store(o, f32x4.add(v128.load(o, 48), s3), 48)
  }
  for (; i < width; i++) {
    let s: f32 = 0
    let p = d + (i << 2)
    for (let r: usize = 0; r < rows; r++, p += dStride) s += load<f32>(p)
    const o = out + (i << 2)
    store<f32>(o, load<f32>(o) + s)
  }
}

/** to[j][i] += from[i][j], for `rows` x `width` numbers of from. */
export function addTransposed(from: usize, fromStride: usize, to: usize, toStride: usize, rows: usize, width: usize): void {
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < width; j++) {
      const o = to + j * toStride + (i << 2)
      store<f32>(o, load<f32>(o) + load<f32>(from + i * fromStride + (j << 2)))
    }
  }
}

/**
 * Packs a row-major matrix [depth][columns] into panels of `panelWidth` columns, one after the other, each
 * [depth][panelWidth]: the tiles then read one stream. Columns beyond the matrix are left as they are: nobody uses
 * them.
 */
export function packPanels(from: usize, fromStride: usize, to: usize, panelWidth: usize, depth: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j += panelWidth) {
    const width = min(panelWidth, columns - j)
    copyRows(from + (j << 2), fromStride, to + ((j * depth) << 2), panelWidth << 2, depth, width)
  }
}

/** The same for the transpose of a row-major matrix [columns][depth]: panels of its rows. */
export function packTransposedPanels(from: usize, fromStride: usize, to: usize, panelWidth: usize, depth: usize, columns: usize): void {
  const panelStride = panelWidth << 2
  let i: usize = 0
  for (; i + 4 <= columns; i += 4) {
    const panel = i / panelWidth
    const target = to + panel * depth * panelStride + ((i - panel * panelWidth) << 2)
    const r0 = from + i * fromStride
    const r1 = r0 + fromStride
    const r2 = r1 + fromStride
    const r3 = r2 + fromStride
    let k: usize = 0
    for (; k + 4 <= depth; k += 4) {
      const o = k << 2
      const x0 = v128.load(r0 + o)
      const x1 = v128.load(r1 + o)
      const x2 = v128.load(r2 + o)
      const x3 = v128.load(r3 + o)
      const t0 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5)
      const t1 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7)
      const t2 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5)
      const t3 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7)
      const t = target + k * panelStride
      v128.store(t, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5))
      v128.store(t + panelStride, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7))
      v128.store(t + panelStride * 2, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5))
      v128.store(t + panelStride * 3, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7))
    }
    for (; k < depth; k++) {
      const o = k << 2
      const t = target + k * panelStride
      store<f32>(t, load<f32>(r0 + o))
      store<f32>(t, load<f32>(r1 + o), 4)
      store<f32>(t, load<f32>(r2 + o), 8)
      store<f32>(t, load<f32>(r3 + o), 12)
    }
  }
  for (; i < columns; i++) {
    const panel = i / panelWidth
    const target = to + panel * depth * panelStride + ((i - panel * panelWidth) << 2)
    for (let k: usize = 0; k < depth; k++) store<f32>(target + k * panelStride, load<f32>(from + i * fromStride + (k << 2)))
  }
}
