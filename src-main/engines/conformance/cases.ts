import type { Activation, NetworkShape } from '../../core/networks/network.ts'

export interface ConformanceCase {
  shape: NetworkShape
  batch: number
}

const mlp = (
  inputs: number,
  hidden: number[],
  outputs: number,
  activation: Activation,
  layerNorm = false,
): NetworkShape => ({
  kind: 'mlp',
  inputs,
  hidden,
  outputs,
  activation,
  layerNorm,
})
const activations: Activation[] = ['tanh', 'relu', 'gelu']

/**
 * Depths 0 to 4, widths that fill lanes and panels and widths that don't, every activation with and without layer norm,
 * batches that fill a chunk and that don't.
 */
export const mlpCases: ConformanceCase[] = [
  ...activations.flatMap((activation) =>
    [false, true].flatMap((layerNorm) => [
      { shape: mlp(4, [64, 64], 2, activation, layerNorm), batch: 64 },
      { shape: mlp(4, [64, 64], 1, activation, layerNorm), batch: 1 },
      { shape: mlp(3, [17], 5, activation, layerNorm), batch: 3 },
      { shape: mlp(7, [1, 2, 3], 4, activation, layerNorm), batch: 100 },
      { shape: mlp(11, [33, 8, 50, 9], 19, activation, layerNorm), batch: 100 },
      { shape: mlp(4, [64, 64], 3, activation, layerNorm), batch: 2_048 },
      { shape: mlp(1, [100], 1, activation, layerNorm), batch: 65 },
    ]),
  ),
  // Wider than one block of depth (256), with panels packed and not.
  { shape: mlp(300, [270], 6, 'tanh'), batch: 67 },
  { shape: mlp(5, [300, 261], 3, 'gelu', true), batch: 3 },
  { shape: mlp(600, [512], 2, 'relu'), batch: 20 },
  ...[1, 3, 4, 6, 16, 23].map((outputs) => ({ shape: mlp(5, [], outputs, 'tanh'), batch: 64 })),
  { shape: mlp(260, [], 2, 'tanh'), batch: 100 },
  {
    shape: { kind: 'mlp-scores', inputs: 6, actions: 4, hidden: [32, 15], activation: 'tanh', layerNorm: false },
    batch: 33,
  },
  {
    shape: { kind: 'mlp-scores', inputs: 3, actions: 1, hidden: [8], activation: 'gelu', layerNorm: true },
    batch: 100,
  },
]

/** The kinds that an engine may refuse; core then takes the reference. */
export const otherCases: ConformanceCase[] = [
  { shape: { kind: 'table', rows: 13, outputs: 4 }, batch: 100 },
  { shape: { kind: 'linear', inputs: 9, outputs: 5 }, batch: 64 },
  { shape: { kind: 'linear', inputs: 40, outputs: 1 }, batch: 3 },
  { shape: { kind: 'linear-scores', features: 21, actions: 6 }, batch: 100 },
]

export function caseName({ shape, batch }: ConformanceCase): string {
  const { kind, ...sizes } = shape
  return `${kind} ${Object.entries(sizes)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? `(${value.join(', ')})` : value}`)
    .join(', ')}, batch ${batch}`
}
