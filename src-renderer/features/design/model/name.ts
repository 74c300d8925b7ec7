import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'

type Named = Pick<ExperimentSpec, 'name' | 'environment' | 'variants'>

const counts = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
/** As the schema has it. */
const mostLetters = 200

/** What an experiment is called until somebody names it: "CartPole: two algorithms", or its only variant's name. */
export function givenName({ environment, variants }: Omit<Named, 'name'>): string {
  const what = variants.length === 1 ? variants[0]!.name : `${counts[variants.length] ?? variants.length} algorithms`
  return `${environmentEntry(environment.id).title}: ${what}`.slice(0, mostLetters)
}

/**
 * The name after a change of the design: one that nobody gave is made anew, and where another says the world that was
 * left, it says the new one.
 */
export function nameThatFollows(before: Named, after: Named): string {
  if (after.name !== before.name) return after.name
  if (before.name === givenName(before)) return givenName(after)
  if (before.environment.id === after.environment.id) return after.name
  const { title } = environmentEntry(after.environment.id)
  const worlds = [before.environment.id, environmentEntry(before.environment.id).title].map((word) =>
    word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
  )
  return after.name
    .replace(new RegExp(`(?<![\\p{L}\\p{N}])(${worlds.join('|')})(?![\\p{L}\\p{N}])`, 'gu'), () => title)
    .slice(0, mostLetters)
}
