import * as z from 'zod'

export const budgetSpec = z
  .union([
    z
      .strictObject({
        envSteps: z
          .int()
          .min(1)
          .max(1e12)
          .meta({ title: 'env steps', description: 'Steps of the environment, over all copies.', unit: 'env steps' }),
      })
      .meta({ title: 'env steps' }),
    z
      .strictObject({
        updates: z
          .int()
          .min(1)
          .max(1e9)
          .meta({ title: 'updates', description: 'Updates of the policy.', unit: 'updates' }),
      })
      .meta({ title: 'updates' }),
    z
      .strictObject({
        seconds: z
          .number()
          .positive()
          .max(1e7)
          .meta({ title: 'time', description: 'Compute time of each run, without pauses.', unit: 's' }),
      })
      .meta({ title: 'compute time' }),
  ])
  .default({ envSteps: 100_000 })
  .meta({ title: 'budget', description: 'A run ends with the first update at or beyond its budget.' })
export type BudgetSpec = z.infer<typeof budgetSpec>
