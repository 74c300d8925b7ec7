import * as z from 'zod'

/**
 * Feature maps of a state, phi(s), and of a state and an action, phi(s, a).
 * Over a map they see its row and column, over any other finite world the state's index, else the observation's
 * numbers, scaled by their natural ranges.
 */
const perAction =
  'With a discrete action each action gets its own block, so that phi(s, a) is phi(s) in the block of a.'

const oneHot = z
  .strictObject({ kind: z.literal('one-hot') })
  .meta({ title: 'one-hot', description: 'One feature per state: linear becomes tabular. Finite worlds only.' })

const polynomial = z
  .strictObject({
    kind: z.literal('polynomial'),
    degree: z
      .int()
      .min(1)
      .max(8)
      .default(2)
      .meta({ title: 'degree', description: 'The largest sum of powers in one feature.' }),
  })
  .meta({
    title: 'polynomial',
    description: 'All products of the observation’s numbers up to a degree, and a constant.',
  })

const fourier = z
  .strictObject({
    kind: z.literal('fourier'),
    order: z
      .int()
      .min(1)
      .max(16)
      .default(3)
      .meta({ title: 'order', description: 'The highest frequency along each dimension.' }),
  })
  .meta({
    title: 'Fourier',
    description: 'Cosine waves over the observation’s range (Konidaris, Osentoski and Thomas 2011).',
  })

const radial = z
  .strictObject({
    kind: z.literal('radial'),
    centres: z
      .int()
      .min(2)
      .max(64)
      .default(5)
      .meta({ title: 'centres', description: 'Number of bumps along each dimension.' }),
    width: z
      .number()
      .positive()
      .max(10)
      .default(1)
      .meta({ title: 'width', description: 'The spread of a bump, as a multiple of the gap between centres.' }),
  })
  .meta({
    title: 'radial',
    description: 'Gaussian bumps on a grid over the observation’s range, normalised to sum to one.',
  })

const tiles = z
  .strictObject({
    kind: z.literal('tiles'),
    tilings: z.int().min(1).max(64).default(8).meta({ title: 'tilings', description: 'Number of shifted grids.' }),
    tiles: z
      .int()
      .min(1)
      .max(64)
      .default(8)
      .meta({ title: 'tiles', description: 'Number of tiles along each dimension of a grid.' }),
  })
  .meta({
    title: 'tile coding',
    description: 'Shifted grids; in each, the tile that holds the observation is on (Sutton and Barto, 9.5.4).',
  })

const matrix = z
  .strictObject({
    kind: z.literal('matrix'),
    rows: z
      .array(z.array(z.number()).min(1))
      .min(1)
      .default([[0], [1]])
      .meta({
        title: 'matrix',
        description: 'One row of features per state, or per state and action: row s A + a.',
      }),
  })
  .superRefine((spec, context) => {
    spec.rows.forEach((row, index) => {
      if (row.length !== spec.rows[0]!.length)
        context.addIssue({
          code: 'custom',
          path: ['rows', index],
          message: `rows[${index}] has ${row.length} features and rows[0] has ${spec.rows[0]!.length}: make them equally long`,
        })
    })
  })
  .meta({ title: 'your own matrix', description: 'Features written down row by row. Finite worlds only.' })

export const featureSpec = z
  .discriminatedUnion('kind', [oneHot, polynomial, fourier, radial, tiles, matrix])
  .default({ kind: 'one-hot' })
  .meta({ title: 'features φ', description: `What a linear map sees of a state. ${perAction}` })
export type FeatureSpec = z.infer<typeof featureSpec>
