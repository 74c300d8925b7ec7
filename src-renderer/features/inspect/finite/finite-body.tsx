import { useComputedColorScheme } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { chartThemes } from '../../../../src-shared/figure/chart-theme.ts'
import { Button } from '../../../components/button.tsx'
import { SidePanel, useVeryWide, useWide } from '../../../components/side-panel.tsx'
import type { BodyProps, InspectedAt } from '../body.ts'
import { besideEach } from '../frame/in-step.ts'
import { Drawn } from './drawn.tsx'
import type { Scene } from './drawn.tsx'
import { FiniteSide } from './finite-side.tsx'
import { LayerControls, type Overlays } from './layer-controls.tsx'
import { layersOf, shownLayers } from './layers.ts'
import type { Look } from './look.ts'
import { armReturns } from './arm-returns.ts'
import { armsScene, mapScene, simplexScene, tableScene } from './scenes.ts'
import { layerScale, statesThatCount, type Pair } from './layer-scale.ts'
import { decimalsFor } from './scale.ts'
import { TaxiControls } from './taxi-controls.tsx'
import type { FiniteAnswer, FiniteAsked } from './use-finite.ts'
import { captionParts } from './world-words.ts'
import { actionWays, nextField, stateName, taxiChoiceOf, worldMap, type TaxiChoice } from './world-map.ts'
import styles from './finite.module.css'

const arrowKeys: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** A finite world at a checkpoint: as its map, as a table, or as the simplex of a small bandit, with a panel of one state. */
export function FiniteBody({
  shown,
  against,
  place,
  change,
  finite,
  finiteAgainst,
}: BodyProps & { finite: FiniteAsked; finiteAgainst: FiniteAsked }) {
  const { info, experiment, run } = shown
  const { states, actionNames, horizon, hasCritic } = info
  const wide = useWide()
  const veryWide = useVeryWide()
  const theme = chartThemes[useComputedColorScheme('light')]
  const [panelOpen, setPanelOpen] = useState(false)
  const [overlays, setOverlays] = useState<Overlays>({ arrows: true, numbers: true, notGreedy: false })
  const [hovered, setHovered] = useState<number | null>(null)
  const [fitted, setFitted] = useState(false)
  const [taxi, setTaxi] = useState<TaxiChoice>(() =>
    place.state === null ? { passenger: 0, destination: 1 } : taxiChoiceOf(place.state),
  )
  const { environment } = pointOf(experiment.spec, run.variantIndex)!
  const map = useMemo(() => worldMap(environment, info, taxi), [environment, info, taxi])
  const ways = useMemo(() => actionWays(actionNames), [actionNames])

  const all = finite.answer
  const snapshot = all?.find(({ update }) => update === shown.update) ?? null
  const other = (against && finiteAgainst.answer?.find(({ update }) => update === against.update)) ?? null
  // Of each checkpoint, what stands beside it.
  const otherIndices = useMemo(
    () => besideEach(place.against, info.snapshots, against?.info.snapshots ?? null),
    [place.against, info.snapshots, against?.info.snapshots],
  )
  const layers = shownLayers(place.summed, { critic: hasCritic, other: other !== null })
  const layer = layers.find(({ id }) => id === place.layer) ?? layersOf(place.summed).value
  const { scale, decimals } = useMemo(() => {
    const states = statesThatCount(environment, map, info.states)
    const one = snapshot && [{ one: snapshot, other }]
    const pairs = fitted ? one : pairsOf(all, finiteAgainst.answer, otherIndices)
    const whole = layerScale(layer, pairs ?? [], states)
    return { scale: whole, decimals: decimalsFor(whole) }
    // A layer is made anew each time: its id and unit say which it is. Without `fitted` the checkpoint doesn't matter.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [layer.id, layer.unit, environment, map, info.states, all, finiteAgainst.answer, otherIndices, fitted && snapshot])
  if (finite.failure !== null)
    return (
      <div className={styles.centre}>
        <section className={styles.world} aria-label="World">
          <p className={styles.refused} role="alert">
            {finite.failure}
          </p>
        </section>
      </div>
    )
  if (snapshot === null || all === null) return <div className={styles.centre} aria-busy />

  const selected = place.state !== null && place.state < states ? place.state : null
  const lookAt = (at: InspectedAt, one: typeof snapshot, beside: typeof other): Look => ({
    layer,
    values: layer.read(one, beside),
    scale,
    decimals,
    piSA: one.piSA,
    actions: actionNames.length,
    isGreedyS: one.isGreedyS,
    ...overlays,
    selected,
    hovered,
    theme,
    colour: at.colour,
  })
  const returns = info.world === 'bandit' && actionNames.length <= 3 ? armReturns(environment) : null
  const isSimplex = returns !== null && place.layer !== 'q' && place.layer !== 'advantage'
  const sceneOf = (at: InspectedAt, one: typeof snapshot, beside: typeof other): Scene => {
    const look = lookAt(at, one, beside)
    if (map !== null) return mapScene(map, ways, look)
    return states === 1 ? armsScene(one, actionNames, look) : tableScene(states, actionNames, look)
  }
  const pathOf = (at: InspectedAt, answer: typeof all) => ({
    policies: answer.map(({ piSA }) => piSA),
    at: at.index,
    colour: at.colour,
  })
  const scenes: { at: InspectedAt; scene: Scene }[] = isSimplex
    ? [
        {
          at: shown,
          scene: simplexScene(
            actionNames,
            returns,
            [
              ...(against && against.run.id !== run.id && finiteAgainst.answer
                ? [pathOf(against, finiteAgainst.answer)]
                : []),
              pathOf(shown, all),
            ],
            theme,
          ),
        },
      ]
    : [
        { at: shown, scene: sceneOf(shown, snapshot, other) },
        ...(other && against && !layer.needsOther ? [{ at: against, scene: sceneOf(against, other, snapshot) }] : []),
      ]

  const select = (state: number | null): void => change({ state: state === selected ? null : state })
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && selected !== null) change({ state: null })
    else {
      const way = arrowKeys[event.key]
      if (way === undefined || states === 1) return
      const first =
        map?.fields.find(({ kind, state }) => kind === 'start' && state !== null)?.state ?? map?.fields[0]?.state
      const next =
        selected === null
          ? (first ?? 0)
          : map
            ? nextField(map, selected, way)
            : Math.min(states - 1, Math.max(0, selected + way[0] + way[1]))
      if (next !== null) change({ state: next })
    }
    event.preventDefault()
  }
  const panelState = hovered ?? selected ?? (states === 1 ? 0 : null)
  const caption = captionParts({
    layer,
    step: Math.min(place.step, horizon - 1),
    summed: place.summed,
    fitted,
    arrows: overlays.arrows && !isSimplex,
    notGreedy: overlays.notGreedy,
    isMap: map !== null,
    horizon,
    discounts: info.discounts,
    hasCritic,
  })
  const side = (
    <FiniteSide
      shown={shown}
      all={all}
      snapshot={snapshot}
      other={other}
      state={panelState}
      stateName={panelState === null ? null : stateName(map, panelState)}
      isSelected={hovered === null && selected !== null}
      environment={environment}
      place={place}
      picture={() =>
        scenes[0]!.scene.draw({ width: 900, height: Math.max(620, Math.min(2_400, scenes[0]!.scene.height ?? 0)) }, 0)
      }
      layerName={isSimplex ? 'simplex' : layer.id}
      onIndex={(index) => change({ update: info.snapshots[index]!.update })}
    />
  )
  return (
    <>
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
          {!wide && (
            <Button icon={<IconInfoCircle size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
              State
            </Button>
          )}
        </div>
        <section className={styles.world} aria-label="World">
          {environment.id === 'Taxi' && (
            <TaxiControls
              taxi={taxi}
              onTaxi={(next) => {
                setTaxi(next)
                if (selected !== null)
                  change({ state: (Math.floor(selected / 20) * 5 + next.passenger) * 4 + next.destination })
              }}
            />
          )}
          <div className={styles.scenes}>
            {scenes.map(({ at, scene }, i) => (
              <div key={i} className={styles.scene}>
                {scenes.length > 1 && (
                  <p className={styles.sceneName}>
                    {i === 1 && 'against '}
                    <b>{at.name}</b> update {at.update}
                  </p>
                )}
                <Drawn
                  scene={scene}
                  label={`${at.name} at update ${at.update}: ${isSimplex ? 'all policies of its arms' : layer.name}. Arrow keys walk`}
                  selected={selected}
                  legendButton={
                    layer.ramp === null || isSimplex
                      ? null
                      : {
                          label: fitted ? 'Colours for the whole run' : 'Fit the colours to this checkpoint',
                          pressed: fitted,
                          act: () => setFitted(!fitted),
                        }
                  }
                  onHover={setHovered}
                  onSelect={select}
                  onKeyDown={onKeyDown}
                />
              </div>
            ))}
          </div>
          <p className={styles.caption}>
            {isSimplex
              ? 'Each point is a policy, a corner the one that pulls that arm alone; its colour is J. ' +
                'The line is the way that training took, a dot a checkpoint. '
              : `${caption.look} `}
            <b>Exact</b>, {caption.exact}
          </p>
        </section>
      </div>
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

/** All checkpoints with what stands beside each. */
function pairsOf(all: FiniteAnswer | null, others: FiniteAnswer | null, indices: readonly (number | null)[]): Pair[] {
  return (all ?? []).map((one, i) => {
    const index = indices[i] ?? null
    return { one, other: index === null ? null : (others?.[index] ?? null) }
  })
}
