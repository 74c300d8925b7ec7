import { useEffect, useId, useState } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { otherWorld } from '../../../../src-shared/domain/data-set.ts'
import type { DataSet } from '../../../../src-shared/domain/data-set.ts'
import { useClient } from '../../../client/index.tsx'
import { showFailure } from '../../../components/notify.ts'
import { Select } from '../../../components/select.tsx'
import { dataSetOptions, dataSetSentence } from '../model/data-sets.ts'
import styles from './plan.module.css'

/** The data sets that were recorded in this world, above the field that takes any file. */
export function DataSetChoice({ path, environment, onChoose }: { path: string; environment: EnvironmentSpec; onChoose: (path: string) => void }) {
  const client = useClient()
  const id = useId()
  const [dataSets, setDataSets] = useState<readonly DataSet[] | null>(null)
  useEffect(() => {
    let gone = false
    const read = () =>
      client
        .call('datasets.list', {})
        .then((result) => gone || setDataSets(result.dataSets))
        .catch(showFailure)
    void read()
    const stopListening = client.onReload(() => void read())
    return () => {
      gone = true
      stopListening()
    }
  }, [client])
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
          <Select id={id} value={found.value} options={found.options} onChange={(next) => next !== '' && onChoose(next)} />
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
