import { useComputedColorScheme } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { useVeryWide, useWide } from '../../../components/side-panel.tsx'
import type { BodyProps, InspectedAt } from '../body.ts'
import { besideEach } from '../frame/in-step.ts'
import type { Scene } from './drawn.tsx'
import { LayerControls, type Overlays } from './layer-controls.tsx'
import { layerScale, statesThatCount, type Pair } from './layer-scale.ts'
import { layersOf, shownLayers } from './layers.ts'
import { decimalsFor } from './scale.ts'
import { mapScene, tableScene } from './scenes.ts'
import type { FiniteSnapshot } from './snapshot.ts'
import { TaxiControls } from './taxi-controls.tsx'
import type { FiniteAnswer } from './use-finite.ts'
import { selectionAfter } from './walk.ts'
import { actionWays, type TaxiChoice, type WorldMap } from './world-map.ts'
import { WorldPanel, type FiniteShown } from './world-panel.tsx'
import { exactWords, layerWords } from './world-words.ts'
import styles from './finite.module.css'

/** A world of several states, as its map or as a table: a layer's colours, and what lies over them. */
export function StatesCentre({
  of,
  allAgainst,
  environment,
  map,
  taxi,
  onTaxi,
  place,
  change,
  selected,
  hovered,
  onHover,
  controls,
}: Pick<BodyProps, 'place' | 'change'> & {
  of: FiniteShown
  allAgainst: FiniteAnswer | null
  environment: EnvironmentSpec
  map: WorldMap | null
  taxi: TaxiChoice
  onTaxi: (taxi: TaxiChoice) => void
  selected: number | null
  hovered: number | null
  onHover: (state: number | null) => void
  controls: ReactNode
}) {
  const { shown, against, all, snapshot, other } = of
  const { states, actionNames, horizon, discounts, hasCritic, snapshots } = shown.info
  const wide = useWide()
  const veryWide = useVeryWide()
  const theme = chartThemes[useComputedColorScheme('light')]
  const [overlays, setOverlays] = useState<Overlays>({ arrows: true, numbers: true, notGreedy: false })
  const [fitted, setFitted] = useState(false)
  const ways = useMemo(() => actionWays(actionNames), [actionNames])
  const layers = shownLayers(place.summed, { critic: hasCritic, other: other !== null })
  const layer = layers.find(({ id }) => id === place.layer) ?? layersOf(place.summed).value
  const againstSnapshots = against?.info.snapshots ?? null
  const { scale, decimals } = useMemo(() => {
    const indices = besideEach(place.against, snapshots, againstSnapshots)
    const pairs = fitted ? [{ one: snapshot, other }] : pairsOf(all, allAgainst, indices)
    const whole = layerScale(layer, pairs, statesThatCount(environment, map, states))
    return { scale: whole, decimals: decimalsFor(whole) }
    // A layer is made anew each time: its id and unit say which it is. On a fixed scale the checkpoint doesn't matter.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [layer.id, layer.unit, environment, map, all, allAgainst, place.against, againstSnapshots, fitted && snapshot])

  const sceneOf = (at: InspectedAt, one: FiniteSnapshot, beside: FiniteSnapshot | null): Scene => {
    const values = layer.read(one, beside)
    const { piSA, isGreedyS } = one
    const over = { ...overlays, selected, hovered }
    const look = { layer, values, scale, decimals, piSA, isGreedyS, actions: actionNames.length, ...over, theme }
    const coloured = { ...look, colour: at.colour }
    return map === null ? tableScene(states, actionNames, coloured) : mapScene(map, ways, coloured)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = selectionAfter(event.key, selected, map, states)
    if (next === undefined) return
    event.preventDefault()
    change({ state: next })
  }
  return (
    <div className={styles.centre}>
      <div className={styles.controls}>
        <LayerControls
          layers={layers}
          layer={layer.id}
          asList={!wide || (other !== null && !veryWide)}
          horizon={horizon}
          place={place}
          overlays={overlays}
          onPlace={change}
          onOverlays={setOverlays}
        />
        {controls}
      </div>
      <WorldPanel
        of={of}
        head={environment.id === 'Taxi' && <TaxiControls taxi={taxi} onTaxi={onTaxi} />}
        scenes={[
          { at: shown, scene: sceneOf(shown, snapshot, other) },
          ...(other && against && !layer.needsOther ? [{ at: against, scene: sceneOf(against, other, snapshot) }] : []),
        ]}
        what={layer.name}
        caption={{
          look: layerWords({
            layer,
            step: of.step,
            fitted,
            arrows: overlays.arrows,
            notGreedy: overlays.notGreedy,
            isMap: map !== null,
            horizon,
          }),
          exact: exactWords({ horizon, discounts, hasCritic }),
        }}
        selected={selected}
        legendButton={
          layer.ramp === null
            ? null
            : {
                label: fitted ? 'Colours for the whole run' : 'Fit the colours to this checkpoint',
                pressed: fitted,
                act: () => setFitted(!fitted),
              }
        }
        onHover={onHover}
        onSelect={(state) => change({ state: state === selected ? null : state })}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

/** All checkpoints with what stands beside each. */
function pairsOf(all: FiniteAnswer, others: FiniteAnswer | null, indices: readonly (number | null)[]): Pair[] {
  return all.map((one, i) => {
    const index = indices[i] ?? null
    return { one, other: index === null ? null : (others?.[index] ?? null) }
  })
}
