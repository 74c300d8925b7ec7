import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import type { Episode } from './episode.ts'

/** An episode's numbers: a row for each step, with the state that its action was taken in, and one for the last state. */
export function episodeCsv(episode: Episode, dimensions: readonly StateDimension[] | null): string {
  const { steps, states, observations, actionSize, actions } = episode
  const columns: { name: string; at: (n: number) => number | undefined }[] = []
  const add = (name: string, values: Float64Array | null, width = 1, column = 0, rows = steps): void => {
    if (values !== null) columns.push({ name, at: (n) => (n < rows ? values[n * width + column] : undefined) })
  }
  for (let i = 0; dimensions !== null && i < states; i++)
    add(dimensions[i]!.name, episode.statesNX, states, i, steps + 1)
  for (let i = 0; i < observations; i++) add(`observation ${i + 1}`, episode.observationsND, observations, i, steps + 1)
  for (let k = 0; k < actionSize; k++)
    add(actionSize === 1 ? 'action' : `action ${k + 1}`, episode.actionsNK, actionSize, k)
  for (let a = 0; a < actions; a++) add(`probability ${a}`, episode.probabilitiesNA, actions, a)
  for (let k = 0; k < actionSize; k++) {
    add(`mean ${k + 1}`, episode.meansNK, actionSize, k)
    add(`sigma ${k + 1}`, episode.sigmasNK, actionSize, k)
  }
  add('value', episode.valuesN, 1, 0, steps + 1)
  add('reward', episode.rewardsN)
  add('td_error', episode.tdErrorsN)
  add('reward_to_go', episode.rewardToGoN)
  const rows = Array.from({ length: steps + 1 }, (_, n) => [n, ...columns.map(({ at }) => at(n) ?? '')].join(','))
  return `${[['step', ...columns.map(({ name }) => name.replaceAll(' ', '_'))].join(','), ...rows].join('\n')}\n`
}
