import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { formatCount, formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import type { Episode } from './episode.ts'
import { secondsOfStep, stateText } from './worlds.ts'
import styles from './control.module.css'

/** As many numbers of a state stand above its picture. */
const mostReadouts = 6

/** The numbers of the state at a step, and how far the episode has gone. */
export function Readouts({
  episode,
  dimensions,
  id,
  step,
}: {
  episode: Episode
  dimensions: readonly StateDimension[] | null
  id: EnvironmentSpec['id']
  step: number
}) {
  const { steps, states, statesNX } = episode
  const seconds = secondsOfStep(id)
  return (
    <div className={styles.readouts}>
      {dimensions !== null && (
        <dl>
          {dimensions.slice(0, mostReadouts).map((dimension, i) => (
            <div key={dimension.name}>
              <dt>{dimension.name}</dt>
              <dd>{stateText(dimension, statesNX[step * states + i]!)}</dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        <b>
          step {formatCount(step)} of {formatCount(steps)}
        </b>
        {seconds !== null && (
          <span>
            {formatFixed(step * seconds, 2)} s of {formatFixed(steps * seconds, 2)} s
          </span>
        )}
      </p>
    </div>
  )
}

/** All that is known of a world without a picture. */
export function ObservationTable({
  episode,
  names,
  step,
}: {
  episode: Episode
  names: readonly string[] | null
  step: number
}) {
  const { observations, observationsND } = episode
  return (
    <div className={styles.observation} tabIndex={0} role="region" aria-label="Observation">
      <table>
        <thead>
          <tr>
            <th scope="col">observation</th>
            <th scope="col">now</th>
            <th scope="col">at the start</th>
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: observations }, (_, i) => (
            <tr key={i}>
              <th scope="row">{names?.[i] ?? i + 1}</th>
              <td>{formatNumber(observationsND[step * observations + i]!, 4)}</td>
              <td>{formatNumber(observationsND[i]!, 4)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
