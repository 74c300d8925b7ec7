import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import { Panel } from '../../../components/panel.tsx'
import type { InspectedAt } from '../body.ts'
import { klText } from '../frame/curves.ts'
import { UpdatePanel, type UpdateFact } from '../frame/update-panel.tsx'
import { decimalsFor, scaleOf } from './scale.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import { StateCurve } from './state-curve.tsx'
import { StatePanel } from './state-panel.tsx'
import type { FiniteShown } from './world-panel.tsx'
import { worldChip } from './world-words.ts'
import styles from './side.module.css'

/** Beside the world: one state, and the policy as a whole at this checkpoint. */
export function FiniteSide({
  of: { shown, all, snapshot, other, step },
  state,
  stateName,
  isSelected,
  environment,
  onIndex,
}: {
  of: FiniteShown
  state: number | null
  stateName: string | null
  isSelected: boolean
  environment: EnvironmentSpec
  onIndex: (index: number) => void
}) {
  const { info } = shown
  const valuesOf = (array: (one: FiniteSnapshot) => Float64Array): number[] => all.map((one) => array(one)[state ?? 0]!)
  return (
    <>
      {state === null || stateName === null ? (
        <Panel title="State" label="State">
          <p className={styles.hint}>
            Point at a state for its numbers; click to keep it, or walk with the arrow keys.
          </p>
        </Panel>
      ) : (
        <StatePanel
          name={`${stateName[0]!.toUpperCase()}${stateName.slice(1)}`}
          chip={isSelected ? 'selected' : info.states === 1 ? 'the only one' : 'pointed at'}
          state={state}
          snapshot={snapshot}
          other={other}
          actionNames={info.actionNames}
          decimals={decimalsFor(scaleOf('amount', snapshot.qSA)) + 1}
          summed={step === 'summed'}
          colour={shown.colour}
        >
          <StateCurve
            updates={all.map(({ update }) => update)}
            exact={valuesOf((one) => one.valuesS)}
            critic={snapshot.criticS && valuesOf((one) => one.criticS!)}
            index={Math.max(0, all.indexOf(snapshot))}
            colour={shown.colour}
            onIndex={onIndex}
          />
        </StatePanel>
      )}
      <UpdatePanel
        runId={shown.run.id}
        update={shown.update}
        chip={worldChip(environment, info.states)}
        facts={updateFacts(snapshot, other, info)}
      />
    </>
  )
}

function updateFacts(
  { objective, discountedObjective, klToPrevious, entropy, stepsPerEpisode }: FiniteSnapshot,
  other: FiniteSnapshot | null,
  info: InspectedAt['info'],
): UpdateFact[] {
  const facts: (UpdateFact | false)[] = [
    {
      term: 'J exact',
      title: 'Expected return of an episode, solved',
      value: formatNumber(objective, 4),
      ...(info.optimum !== null && { note: `optimum ${formatNumber(info.optimum, 3)}` }),
      ...(other && { other: formatNumber(other.objective, 4) }),
    },
    // With one step there is nothing to discount.
    discountedObjective !== null &&
      info.horizon > 1 && {
        term: `J discounted, γ = ${formatNumber(info.discounts.critic)}`,
        value: formatNumber(discountedObjective, 4),
        ...(other && other.discountedObjective !== null && { other: formatNumber(other.discountedObjective, 4) }),
      },
    klToPrevious !== null && {
      term: 'KL to previous checkpoint',
      title: 'KL(the checkpoint before || this one), a step averaged over d, and a whole trajectory',
      value: klText(klToPrevious.step),
      note: `nats a step, ${klText(klToPrevious.trajectory)} a trajectory`,
    },
    {
      term: 'entropy',
      value: formatFixed(entropy, 2),
      note: 'nats',
      ...(other && { other: formatFixed(other.entropy, 2) }),
    },
    {
      term: 'steps an episode',
      value: formatNumber(stepsPerEpisode, 3),
      ...(other && { other: formatNumber(other.stepsPerEpisode, 3) }),
    },
  ]
  return facts.filter((fact) => fact !== false)
}
