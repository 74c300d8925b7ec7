import { useId } from 'react'
import type { EnvironmentSpec } from '../../src-shared/catalogue/environments/index.ts'
import { otherWorld } from '../../src-shared/domain/data-set.ts'
import { Select } from './select.tsx'
import { useDataSets } from './use-data-sets.ts'
import { dataSetOptions, dataSetSentence } from './data-set-options.ts'
import styles from './data-set-choice.module.css'

/** The data sets that were recorded in this world, above the field that takes any file. */
export function DataSetChoice({
  path,
  environment,
  onChoose,
}: {
  path: string
  environment: EnvironmentSpec
  onChoose: (path: string) => void
}) {
  const id = useId()
  const { dataSets } = useDataSets()
  if (dataSets === null) return null
  const chosen = dataSets.find((dataSet) => dataSet.path === path)
  const against = chosen ? otherWorld(chosen.environment, environment) : null
  const found = dataSetOptions(dataSets, environment, path)
  const sentence = 'sentence' in found ? found.sentence : dataSetSentence(dataSets, path)
  return (
    <div className={styles.dataSets}>
      {'options' in found && (
        <>
          <label htmlFor={id}>recorded in this world</label>
          <Select
            id={id}
            value={found.value}
            options={found.options}
            onChange={(next) => next !== '' && onChoose(next)}
          />
        </>
      )}
      {against !== null && (
        <p className={styles.complaint} role="alert">
          {against}
        </p>
      )}
      {sentence !== null && <p className={styles.help}>{sentence}</p>}
    </div>
  )
}
