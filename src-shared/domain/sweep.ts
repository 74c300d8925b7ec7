import * as z from 'zod'

/** A value that a field takes in a sweep: a number, one of its words, on or off, none, or a list of layer widths. */
const sweptValue = z.union([
  z.number(),
  z.boolean(),
  z.null(),
  z.string().max(100),
  z.array(z.int().min(0).max(1_000_000)).max(16),
])
export type SweptValue = z.infer<typeof sweptValue>

/** More points than this are not one comparison any more. */
export const mostPoints = 1_000

export const sweptRange = z
  .strictObject({
    from: z.number().meta({ title: 'from', description: 'The smallest value.' }),
    to: z.number().meta({ title: 'to', description: 'The largest value.' }),
    count: z.int().min(2).max(mostPoints).default(5).meta({
      title: 'count',
      description: 'How many values a grid takes of it, both ends included; a random search draws anywhere in it.',
    }),
    scale: z.enum(['linear', 'log']).default('linear').meta({
      title: 'scale',
      description: 'Equal differences, or equal ratios.',
    }),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'the largest value must be above the smallest' })
  .refine(({ from, scale }) => scale === 'linear' || from > 0, {
    path: ['from'],
    message: 'a logarithmic range begins above 0',
  })
export type SweptRange = z.infer<typeof sweptRange>

const dimension = z.strictObject({
  path: z.string().min(1).max(200).meta({
    title: 'field',
    description: 'The field that takes other values, as errors write it: variants[0].update.clip, environment.slip.',
  }),
  values: z
    .union([z.array(sweptValue).min(1, 'name at least one value').max(mostPoints), sweptRange])
    .meta({ title: 'values', description: 'A list of values, or a range.' }),
})
export type Dimension = z.infer<typeof dimension>

export const sweepSpec = z
  .strictObject({
    dimensions: z.array(dimension).min(1, 'a sweep needs at least one field').max(12),
    search: z
      .discriminatedUnion('kind', [
        z
          .strictObject({ kind: z.literal('grid') })
          .meta({ title: 'grid', description: 'Every combination of the values.' }),
        z
          .strictObject({
            kind: z.literal('random'),
            draws: z.int().min(1).max(mostPoints).default(20).meta({
              title: 'draws',
              description: 'How many points are drawn of each variant that is swept.',
            }),
            seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).default(1).meta({
              title: 'seed of the draws',
              description: 'The same seed draws the same points.',
            }),
          })
          .meta({ title: 'random', description: 'Points drawn at random; of a logarithmic range equally per decade.' }),
      ])
      .default({ kind: 'grid' })
      .meta({ title: 'search', description: 'Which combinations of the values are tried.' }),
    /**
     * Which of the combinations were left out when it was queued, by their place: what combines is for the version to
     * know that queued it, and the index of a point must never change. Absent until then.
     */
    leftOut: z.array(z.int().min(0)).optional(),
  })
  .meta({ title: 'sweep', description: 'Fields that take several values: each combination is a variant of its own.' })
export type SweepSpec = z.infer<typeof sweepSpec>

/** The values that a grid takes of a dimension, smallest first where it is a range; none twice. */
export function gridValues(values: Dimension['values'], integer: boolean): SweptValue[] {
  if (Array.isArray(values)) return values
  const { from, to, count } = values
  const between = Array.from({ length: count }, (_, i) =>
    i === 0 ? from : i === count - 1 ? to : valueAtShare(values, i / (count - 1), count - 1),
  )
  return [...new Set(integer ? between.map(Math.round) : between)]
}

/** The value of a dimension that a share of it in [0, 1) stands for: uniform, or over a log range uniform per decade. */
export function drawnValue(values: Dimension['values'], integer: boolean, share: number): SweptValue {
  if (Array.isArray(values)) return values[Math.floor(share * values.length)]!
  const { from, to, scale } = values
  if (integer && scale === 'linear') return from + Math.floor(share * (to - from + 1))
  const value = valueAtShare(values, share, 1)
  return integer ? Math.round(value) : value
}

/**
 * Rounded to what people write: 0.3, not 0.30000000000000004. With `steps` from one end to the other, values stay apart
 * by the same steps to four digits.
 */
function valueAtShare({ from, to, scale }: SweptRange, share: number, steps: number): number {
  if (scale === 'log') {
    const width = Math.log(to) - Math.log(from)
    const value = Math.exp(Math.log(from) + share * width)
    return Math.min(to, Math.max(from, Number(value.toPrecision(width / steps > 0.01 ? 4 : 15))))
  }
  const decimals = Math.min(100, Math.max(0, 4 - Math.floor(Math.log10((to - from) / steps))))
  return Number((from + share * (to - from)).toFixed(decimals))
}
