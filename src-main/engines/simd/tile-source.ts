/**
 * Writes the AssemblyScript source of the matrix kernels. A tile keeps rows x vectors sums in registers and needs each
 * of them as a local of its own; AssemblyScript has no arrays of locals, so the tiles are written out here, from one
 * description.
 *
 * Every output is summed along the depth in order, one multiply-add at a time, starting from `init`: whatever the
 * tile's size, the bits are the same.
 */

/** What a tile does with its sums before it stores them. `aux` is a block beside the output, with its stride. */
const epilogues = {
  Identity: { constants: [], row: () => [] },
  Tanh: { constants: ['tanh'], row: (c: string[]) => c.flatMap((x) => tanhLines(x)) },
  Relu: { constants: ['zero'], row: (c: string[]) => c.map((x) => `${x} = f32x4.pmax(${x}, zero)`) },
  /** z goes to aux, gelu(z) to the output. */
  Gelu: {
    constants: [],
    row: (c: string[]) => [
      ...c.map((x, v) => `v128.store(aux, ${x}, ${v * 16})`),
      ...c.map((x) => `${x} = gelu(${x})`),
    ],
  },
  /** aux holds h = tanh(z): times 1 - h^2. */
  TimesTanhDerivative: {
    constants: ['one'],
    row: (c: string[]) => [
      ...c.map((_, v) => `const h${v} = v128.load(aux, ${v * 16})`),
      ...c.map((x, v) => `${x} = f32x4.mul(${x}, negativeMultiplyAdd(h${v}, h${v}, one))`),
    ],
  },
  /** aux holds h = relu(z): 0 where h is 0. */
  TimesReluDerivative: {
    constants: ['zero'],
    row: (c: string[]) => [
      ...c.map((_, v) => `const h${v} = v128.load(aux, ${v * 16})`),
      ...c.map((x, v) => `${x} = v128.and(${x}, f32x4.gt(h${v}, zero))`),
    ],
  },
  /** aux holds z. */
  TimesGeluDerivative: {
    constants: [],
    row: (c: string[]) => c.map((x, v) => `${x} = f32x4.mul(${x}, geluDerivative(v128.load(aux, ${v * 16})))`),
  },
} satisfies Record<string, { constants: string[]; row: (c: string[]) => string[] }>

type Epilogue = { constants: string[]; row: (c: string[]) => string[] }

/** Loaded once a tile: V8 keeps them in registers or on the stack, but doesn't rebuild them. */
const constantLines: Record<string, string[]> = {
  zero: ['const zero = f32x4.splat(0)'],
  one: ['const one = v128.load_splat<f32>(ONE)'],
  tanh: [
    ...[0, 1, 2, 3, 4].map((i) => `const n${i} = v128.load_splat<f32>(TANH_NUMERATOR, ${i * 4})`),
    ...[0, 1, 2, 3, 4].map((i) => `const d${i} = v128.load_splat<f32>(TANH_DENOMINATOR, ${i * 4})`),
    'const high = v128.load_splat<f32>(TANH_LIMIT)',
    'const low = v128.load_splat<f32>(TANH_LIMIT, 4)',
  ],
}

/** activations.ts's tanh on one register, with the constants in locals. */
function tanhLines(c: string): string[] {
  return [
    '{',
    `const x = f32x4.pmax(f32x4.pmin(${c}, high), low), s = f32x4.mul(x, x)`,
    'let n = multiplyAdd(s, n4, n3), d = multiplyAdd(s, d4, d3)',
    ...[2, 1, 0].map((i) => `n = multiplyAdd(n, s, n${i}); d = multiplyAdd(d, s, d${i})`),
    `${c} = f32x4.div(f32x4.mul(n, x), d)`,
    '}',
  ]
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i)
const sum = (r: number, v: number): string => `c${r}_${v}`
const sums = (r: number, vectors: number): string[] => range(vectors).map((v) => sum(r, v))

/** Rows of a tile, largest first; what doesn't fill one goes to the next smaller. */
const tileRows = [6, 4, 2, 1]

/** One multiply-add of every sum: a row of b against one number of each row of a. */
function depthStep(rows: number, vectors: number, aOf: (r: number) => string): string[] {
  return [
    '{',
    ...range(vectors).map((v) => `const b${v} = v128.load(pb, ${v * 16})`),
    ...range(rows).flatMap((r) => [
      `const a${r} = v128.load_splat<f32>(${aOf(r)})`,
      ...range(vectors).map((v) => `${sum(r, v)} = multiplyAdd(a${r}, b${v}, ${sum(r, v)})`),
    ]),
    'pb += bStride',
    '}',
  ]
}

/** C[rows x vectors*4] = epilogue(init + A B), for rows i.. and columns j.. of the output. */
function productTile(rows: number, vectors: number, epilogue: Epilogue): string[] {
  const unroll = 4
  const advance = (numbers: number): string =>
    range(rows)
      .map((r) => `pa${r} += ${numbers * 4}`)
      .join('; ')
  return [
    '{',
    'let pb = panel, k = depth',
    ...range(rows).map((r) => `let pa${r} = ${r === 0 ? 'a + i * aStride' : `pa${r - 1} + aStride`}`),
    'let pi = init + i * initStride + (j << 2)',
    ...range(rows).flatMap((r) => [
      ...range(vectors).map((v) => `let ${sum(r, v)} = v128.load(pi, ${v * 16})`),
      r < rows - 1 ? 'pi += initStride' : '',
    ]),
    `for (; k >= ${unroll}; k -= ${unroll}) {`,
    ...range(unroll).flatMap((u) => depthStep(rows, vectors, (r) => `pa${r}, ${u * 4}`)),
    advance(unroll),
    '}',
    'for (; k > 0; k--) {',
    ...depthStep(rows, vectors, (r) => `pa${r}`),
    advance(1),
    '}',
    'let pc = c + i * cStride + (j << 2)',
    'let aux = auxiliary + i * cStride + (j << 2)',
    ...epilogue.constants.flatMap((name) => constantLines[name]!),
    ...range(rows).flatMap((r) => [
      '{',
      ...epilogue.row(sums(r, vectors)),
      ...range(vectors).map((v) => `v128.store(pc, ${sum(r, v)}, ${v * 16})`),
      '}',
      r < rows - 1 ? 'pc += cStride; aux += cStride' : '',
    ]),
    '}',
  ]
}

/** All rows of one panel of columns. */
function productPanel(name: string, vectors: number, epilogue: Epilogue): string[] {
  return [
    `function ${name}(a: usize, aStride: usize, panel: usize, bStride: usize, init: usize, initStride: usize,`,
    '  c: usize, cStride: usize, auxiliary: usize, rows: usize, depth: usize, j: usize): void {',
    'let i: usize = 0',
    ...tileRows.flatMap((rows) => [
      `for (; i + ${rows} <= rows; i += ${rows})`,
      ...productTile(rows, vectors, epilogue),
    ]),
    '}',
  ]
}

/**
 * C = epilogue(init + A B). A [rows][depth]; B [depth][columns] in panels of `panelWidth` columns, `panelStride` apart;
 * init and C [rows][columns]. Strides are in bytes. Where the columns are no multiple of a vector, up to 3 numbers
 * beyond a row of B and init are read, and beyond a row of C and aux written: they have room for it.
 */
function product(name: string, panelVectors: number, epilogue: Epilogue): string[] {
  const width = panelVectors * 4
  return [
    ...productPanel(`wide${name}`, panelVectors, epilogue),
    ...productPanel(`narrow${name}`, 1, epilogue),
    `export function multiply${name}(a: usize, aStride: usize, b: usize, bStride: usize, panelStride: usize, ` +
      'init: usize, initStride: usize,',
    '  c: usize, cStride: usize, auxiliary: usize, rows: usize, depth: usize, columns: usize): void {',
    'let j: usize = 0',
    `for (; j + ${width} <= columns; j += ${width}, b += panelStride)`,
    `  wide${name}(a, aStride, b, bStride, init, initStride, c, cStride, auxiliary, rows, depth, j)`,
    'for (; j < columns; j += 4, b += 16)',
    `  narrow${name}(a, aStride, b, bStride, init, initStride, c, cStride, auxiliary, rows, depth, j)`,
    '}',
  ]
}

/** G[rows i.. x columns j..] += A^T B: the sum over the batch, then one addition. */
function outerTile(rows: number, vectors: number): string[] {
  const unroll = 4
  const step = depthStep(rows, vectors, (r) => `pa, ${r * 4}`)
  return [
    '{',
    'let pa = a + (i << 2), pb = b + (j << 2), n = batch',
    ...range(rows).flatMap((r) => sums(r, vectors).map((c) => `let ${c} = f32x4.splat(0)`)),
    `for (; n >= ${unroll}; n -= ${unroll}) {`,
    ...range(unroll).flatMap(() => [...step, 'pa += aStride']),
    '}',
    'for (; n > 0; n--) {',
    ...step,
    'pa += aStride',
    '}',
    'let pg = g + i * gStride + (j << 2)',
    ...range(rows).flatMap((r) => [
      ...sums(r, vectors).map((c, v) => `${c} = f32x4.add(${c}, v128.load(pg, ${v * 16}))`),
      ...sums(r, vectors).map((c, v) => `v128.store(pg, ${c}, ${v * 16})`),
      r < rows - 1 ? 'pg += gStride' : '',
    ]),
    '}',
  ]
}

/**
 * G += A^T B over a batch: A [batch][rows], B [batch][columns], G [rows][columns]. Only whole panels of columns are
 * done; the caller does the rest.
 */
function outerProducts(panelVectors: number): string[] {
  const width = panelVectors * 4
  return [
    'export function addOuterProducts(a: usize, aStride: usize, b: usize, bStride: usize, g: usize, gStride: usize,',
    '  batch: usize, rows: usize, columns: usize): void {',
    `for (let j: usize = 0; j + ${width} <= columns; j += ${width}) {`,
    'let i: usize = 0',
    ...tileRows.flatMap((rows) => [`for (; i + ${rows} <= rows; i += ${rows})`, ...outerTile(rows, panelVectors)]),
    '}',
    '}',
  ]
}

/** The source of a module with one kernel, which tells in a moment how fast tiles of this width run. */
export function probeSource(panelWidth: number): string {
  return [
    '// Written by tile-source.ts.',
    "import { multiplyAdd } from './arithmetic'",
    ...product('Identity', panelWidth / 4, epilogues.Identity),
    '',
  ].join('\n')
}

/** The source of `assembly/tiles.ts` for panels of `panelWidth` columns. */
export function tileSource(panelWidth: number): string {
  const panelVectors = panelWidth / 4
  return [
    '// Written by tile-source.ts.',
    "import { multiplyAdd, negativeMultiplyAdd } from './arithmetic'",
    "import { gelu, geluDerivative } from './activations'",
    "import { ONE, TANH_DENOMINATOR, TANH_LIMIT, TANH_NUMERATOR } from './constants'",
    `export const panelWidth: i32 = ${panelWidth}`,
    ...Object.entries(epilogues).flatMap(([name, epilogue]) => product(name, panelVectors, epilogue)),
    ...outerProducts(panelVectors),
    '',
  ].join('\n')
}
