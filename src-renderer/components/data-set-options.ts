import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { otherWorld } from '../../src-shared/domain/data-set.ts'
import type { DataSet } from '../../src-shared/domain/data-set.ts'
import { formatBytes, plural } from '../../src-shared/words/format.ts'
import type { SelectOption } from './select.tsx'

/** What there is to choose from in this world, or the sentence that says how to come by it. */
export type DataSetOptions = { options: SelectOption[]; value: string } | { sentence: string }

/**
 * The recorded data sets of a world, by their paths. A path that is none of them stands for itself, as a file of one's
 * own.
 */
export function dataSetOptions(
  dataSets: readonly DataSet[],
  environment: EnvironmentSpec,
  path: string,
): DataSetOptions {
  const fitting = dataSets.filter((dataSet) => otherWorld(dataSet.environment, environment) === null)
  if (fitting.length === 0) {
    const others =
      dataSets.length === 0
        ? ''
        : ` ${plural(dataSets.length, 'data set')} of other worlds ${dataSets.length === 1 ? 'is' : 'are'} there, and can’t be used here.`
    return {
      sentence:
        'No data set of this world is recorded yet. Open one of its runs and choose “Record trajectories”, or name ' +
        `a file of your own.${others}`,
    }
  }
  const own = fitting.find((dataSet) => dataSet.path === path)
  return {
    value: own?.path ?? '',
    options: [
      ...(own ? [] : [{ value: '', label: path === '' ? 'choose one' : 'a file of your own' }]),
      ...fitting.map((dataSet) => ({ value: dataSet.path, label: labelOf(dataSet) })),
    ],
  }
}

function labelOf({ title, name, from, trajectories, steps, bytes }: DataSet): string {
  const number = /-(\d+)$/.exec(name)?.[1]
  const what = title ?? `${from.variant}, seed ${from.seed}${number === undefined ? '' : ` (${number})`}`
  return (
    `${what}: ${plural(trajectories, 'trajectory', 'trajectories')}, ${plural(steps, 'step')}, ` +
    `${formatBytes(bytes)}, after update ${from.update}, ${from.experiment}`
  )
}

/** The rest of its facts, for under the field. */
export function dataSetSentence(dataSets: readonly DataSet[], path: string): string | null {
  const found = dataSets.find((dataSet) => dataSet.path === path)
  if (found === undefined) return null
  const { title, from, trajectories, steps } = found
  return (
    `${title === undefined ? '' : `“${title}”: `}${plural(trajectories, 'trajectory', 'trajectories')} with ` +
    `${plural(steps, 'step')}, from “${from.experiment}”, ${from.variant}, seed ${from.seed}, after update ` +
    `${from.update}.`
  )
}
