import * as z from 'zod'
import { experimentId } from './ids.ts'
import { metricName } from './metric.ts'

/**
 * Where the setting of an experiment came from: it was the best of another experiment's points. Curves over the seeds
 * that it was chosen with flatter it.
 */
export const chosenFrom = z
  .strictObject({
    experimentId,
    variantIndex: z.int().min(0),
    metric: metricName,
    /** Those that it was chosen with. */
    seeds: z.array(z.int().min(0)).max(10_000),
  })
  .meta({
    title: 'chosen from',
    description: 'The sweep that this setting was the best of, and the seeds it was best with.',
  })
export type ChosenFrom = z.infer<typeof chosenFrom>
