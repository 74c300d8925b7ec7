import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { plural } from '../../../../src-shared/words/format.ts'
import { Button } from '../../../components/button.tsx'
import { SidePanel, useWide } from '../../../components/side-panel.tsx'
import type { BodyProps } from '../body.ts'
import { BanditCentre } from './bandit-centre.tsx'
import { FiniteSide } from './finite-side.tsx'
import { StatesCentre } from './states-centre.tsx'
import type { FiniteAsked } from './use-finite.ts'
import { stateName, taxiChoiceOf, taxiStateFor, worldMap, type TaxiChoice } from './world-map.ts'
import type { FiniteShown } from './world-panel.tsx'
import styles from './finite.module.css'

/** A finite world at a checkpoint, with a panel of one state and of the policy as a whole. */
export function FiniteBody({
  shown,
  against,
  place,
  change,
  finite,
  finiteAgainst,
}: BodyProps & { finite: FiniteAsked; finiteAgainst: FiniteAsked }) {
  const { info, experiment, run } = shown
  const wide = useWide()
  const [panelOpen, setPanelOpen] = useState(false)
  const [hovered, setHovered] = useState<number | null>(null)
  const [chosenTaxi, setTaxi] = useState<TaxiChoice>({ passenger: 0, destination: 1 })
  const { environment } = pointOf(experiment.spec, run.variantIndex)!
  const selected = selectedState(place.state, environment, info.states)
  const taxi = useMemo(
    () => (environment.id === 'Taxi' && selected !== null ? taxiChoiceOf(selected) : chosenTaxi),
    [environment, selected, chosenTaxi],
  )
  const map = useMemo(() => worldMap(environment, info, taxi), [environment, info, taxi])

  const all = finite.answer
  const snapshot = all?.find(({ update }) => update === shown.update) ?? null
  const other = (against && finiteAgainst.answer?.find(({ update }) => update === against.update)) ?? null
  if (finite.failure !== null)
    return (
      <p role="alert" className={`${styles.centre} ${styles.refused}`}>
        {finite.failure}
      </p>
    )
  if (snapshot === null || all === null)
    return (
      <p role="status" className={`${styles.centre} ${styles.waiting}`}>
        Solving {plural(info.snapshots.length, 'policy', 'policies')}…
      </p>
    )

  const step = place.summed ? 'summed' : Math.min(place.step, info.horizon - 1)
  const of: FiniteShown = { shown, against, all, snapshot, other, step }
  const state = hovered ?? selected ?? (info.states === 1 ? 0 : null)
  const controls = !wide && (
    <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
      State
    </Button>
  )
  const side = (
    <FiniteSide
      of={of}
      state={state}
      stateName={state === null ? null : stateName(map, state)}
      isSelected={hovered === null && selected !== null}
      environment={environment}
      onIndex={(index) => change({ update: info.snapshots[index]!.update })}
    />
  )
  const common = { of, allAgainst: finiteAgainst.answer, environment, controls }
  return (
    <>
      {info.world === 'bandit' ? (
        <BanditCentre {...common} />
      ) : (
        <StatesCentre
          {...common}
          map={map}
          taxi={taxi}
          onTaxi={(next) => {
            setTaxi(next)
            if (selected !== null) change({ state: taxiStateFor(selected, next) })
          }}
          place={place}
          change={change}
          selected={selected}
          hovered={hovered}
          onHover={setHovered}
        />
      )}
      {wide ? (
        <aside className={styles.side} aria-label="State and checkpoint" tabIndex={0}>
          {side}
        </aside>
      ) : (
        <SidePanel title="State and checkpoint" side="right" opened={panelOpen} onClose={() => setPanelOpen(false)}>
          <div className={styles.drawer}>{side}</div>
        </SidePanel>
      )}
    </>
  )
}

/** The state that the address names, where it is one that somebody acts in. */
function selectedState(state: number | null, environment: EnvironmentSpec, states: number): number | null {
  if (state === null || state >= states) return null
  if (environment.id !== 'Taxi') return state
  const { passenger, destination } = taxiChoiceOf(state)
  return passenger === destination ? null : state
}
