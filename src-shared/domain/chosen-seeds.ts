import { formatSeeds } from './seeds.ts'
import type { Experiment } from './run.ts'

/** An experiment of a comparison, with the seeds of it that are shown. */
export interface ShownExperiment {
  experiment: Pick<Experiment, 'id' | 'name' | 'spec'>
  seeds: readonly number[]
}

/**
 * Where seeds are shown that a setting was, or may be, chosen with: a sentence each. The best of many settings is best
 * partly by luck with these seeds (Patterson, Neumann, White and White, "Empirical design in reinforcement learning",
 * 2024, section 5); only seeds that it was not chosen with say how good it is.
 */
export function chosenSeedsWarnings(shown: readonly ShownExperiment[]): string[] {
  const sweeps = shown.filter(({ experiment }) => experiment.spec.sweep !== undefined)
  const chosen = shown.flatMap(({ experiment, seeds }) =>
    experiment.spec.chosenFrom === undefined ? [] : [{ experiment, seeds, from: experiment.spec.chosenFrom }],
  )
  return [
    ...sweeps.map(({ experiment }) => {
      const picked = chosen.find(({ from }) => from.experimentId === experiment.id)
      return picked === undefined
        ? `“${experiment.name}” is a sweep: a setting that is picked by these seeds looks better than it is; run the ` +
            'best with fresh seeds before it is compared (Patterson et al. 2024).'
        : `“${picked.experiment.name}” was chosen from “${experiment.name}” by the seeds that are shown of it: these ` +
            'flatter the setting, its own fresh seeds don’t (Patterson et al. 2024).'
    }),
    ...chosen.flatMap(({ experiment, seeds, from }) => {
      const used = new Set(from.seeds)
      const again = [...new Set(seeds)].filter((seed) => used.has(seed)).toSorted((a, b) => a - b)
      return again.length === 0
        ? []
        : [
            `“${experiment.name}” was chosen with ${again.length === 1 ? 'seed' : 'seeds'} ${formatSeeds(again)}, which ` +
              'are shown here: they flatter it (Patterson et al. 2024).',
          ]
    }),
  ]
}
