import { useElementSize } from '@mantine/hooks'
import { useEffect, useId, useMemo, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { environmentTraits } from '../../../../src-shared/catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { unpackNumbers } from '../../../../src-shared/contract/packed-numbers.ts'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import { useClient } from '../../../client/index.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import { scaleOf, type Scale } from '../finite/scale.ts'
import type { Episode } from './episode.ts'
import { LayeredCanvas, type LayeredScene } from './layered-canvas.tsx'
import type { ReplayLook } from './picture.ts'
import { onSurface, placeSurface, surfaceMarks, type SurfaceShown } from './surface-drawing.ts'
import { firstAxes, surfaceChoices } from './surface.ts'
import { useKept } from './use-kept.ts'
import type { Replay } from './use-replay.ts'
import { stateText } from './worlds.ts'
import styles from './control.module.css'

const count = 49
const mostKept = 60

/** The policy, or the critic, over two of the state's numbers, with the episode's way on it. */
export function SurfacePanel({
  runId,
  update,
  environment,
  dimensions,
  actionNames,
  episode,
  look,
  replay,
}: {
  runId: RunId
  update: number
  environment: EnvironmentSpec
  dimensions: readonly StateDimension[]
  actionNames: readonly string[]
  episode: Episode
  look: ReplayLook
  replay: Replay
}) {
  const client = useClient()
  const followId = useId()
  const choices = useMemo(() => surfaceChoices(episode, actionNames), [episode, actionNames])
  const [chosen, setChosen] = useState<string | null>(null)
  const [axes, setAxes] = useState(() => firstAxes(dimensions)!)
  const [typed, setTyped] = useState<{ state: number[]; step: number } | null>(null)
  const [probe, setProbe] = useState<{ column: number; row: number } | null>(null)
  const choice = choices.find(({ id }) => id === chosen) ?? choices[0]!
  const follows = typed === null
  const now = Array.from(episode.statesNX.subarray(replay.step * episode.states, (replay.step + 1) * episode.states))
  const held = typed?.state ?? now
  const step = typed?.step ?? replay.step
  const others = dimensions.flatMap((dimension, i) => (i === axes.across || i === axes.up ? [] : [{ dimension, i }]))
  const heldKey = others.map(({ i }) => held[i]).join(' ')
  const asked = useKept(
    `${runId} ${update} ${choice.id} ${axes.across} ${axes.up} ${step} ${heldKey}`,
    async () => {
      const axis = (index: number) => ({
        dimension: index,
        low: dimensions[index]!.low,
        high: dimensions[index]!.high,
        count,
      })
      const question = { runId, update, of: choice.of, across: axis(axes.across), up: axis(axes.up), held, step }
      const { values } = await client.call('inspect.surface', question)
      return { values: values && unpackNumbers(values), choice: choice.id, axes }
    },
    mostKept,
  )
  const answer = asked.answer?.choice === choice.id && asked.answer.axes === axes ? asked.answer.values : null
  const limit = environmentTraits(environment).actionLimit ?? 1
  const scale = useGrowingScale(
    choice.id,
    answer,
    choice.of.kind === 'probability'
      ? { low: 0, high: 1 }
      : choice.of.kind === 'mean'
        ? { low: -limit, high: limit }
        : null,
  )
  const shown = useMemo(
    (): SurfaceShown | null =>
      answer && {
        values: answer,
        count,
        scale,
        ramp: choice.of.kind === 'probability' || choice.of.kind === 'mean' ? 'sided' : 'amount',
        evenOdds: choice.of.kind === 'probability' && episode.actions === 2,
        dimensions,
        axes,
        probe,
      },
    [answer, scale, choice.of.kind, episode.actions, dimensions, axes, probe],
  )
  const scene = useMemo(
    (): LayeredScene | null =>
      shown && {
        ground: look.theme.panel,
        still: (size) => surfaceMarks(shown, episode, { x: 0, y: 0, ...size }, look),
        moving: (size, position) => onSurface(shown, episode, { x: 0, y: 0, ...size }, position, look),
      },
    [shown, episode, look],
  )
  const valueAt = (at: { column: number; row: number }): string => {
    const axisValue = (index: number, place: number): string => {
      const dimension = dimensions[index]!
      return `${dimension.name} ${stateText(dimension, dimension.low + ((dimension.high - dimension.low) * place) / (count - 1))}`
    }
    const value = formatNumber(answer?.[at.row * count + at.column] ?? NaN, 3)
    return `${value} at ${axisValue(axes.across, at.column)}, ${axisValue(axes.up, at.row)}`
  }
  const axisOptions = dimensions.map(({ name }, i) => ({ value: String(i), label: name }))
  const setAxis = (which: 'across' | 'up', index: number): void => {
    const other = which === 'across' ? 'up' : 'across'
    setProbe(null)
    // The same twice is no surface: they change places.
    setAxes({ ...axes, [which]: index, ...(axes[other] === index && { [other]: axes[which] }) })
  }
  return (
    <Panel title="Policy surface" end={<span className={styles.chip}>step {step}</span>} className={styles.surface}>
      <div className={styles.pick}>
        <span>colour</span>
        <Select
          label="Colour"
          value={choice.id}
          options={choices.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
      </div>
      <div className={styles.pick}>
        <span>across</span>
        <Select
          label="Across"
          value={String(axes.across)}
          options={axisOptions}
          onChange={(value) => setAxis('across', Number(value))}
        />
        <span>up</span>
        <Select
          label="Up"
          value={String(axes.up)}
          options={axisOptions}
          onChange={(value) => setAxis('up', Number(value))}
        />
      </div>
      {asked.failure !== null && <p role="alert">{asked.failure}</p>}
      <SurfaceCanvas scene={scene} shown={shown} replay={replay} probe={probe} onProbe={setProbe} name={choice.name} />
      <p className={styles.soft} role="status">
        {probe === null || answer === null ? 'Click on the surface for its value.' : valueAt(probe)}
      </p>
      {others.length > 0 && (
        <div className={styles.follow}>
          <Switch
            id={followId}
            checked={follows}
            onChange={(on) => setTyped(on ? null : { state: now, step: replay.step })}
          />
          <label htmlFor={followId}>follow the replay</label>
          {follows ? (
            <small>
              held now:{' '}
              {others.map(({ dimension, i }) => `${dimension.name} ${stateText(dimension, held[i]!)}`).join(', ')}
            </small>
          ) : (
            <div className={styles.typed}>
              {others.map(({ dimension, i }) => (
                <label key={dimension.name}>
                  {dimension.name}
                  <NumberField
                    label={`Held ${dimension.name}`}
                    value={Number(typed!.state[i]!.toPrecision(4))}
                    unit={dimension.unit}
                    onChange={(value) => {
                      if (typeof value === 'number' && Number.isFinite(value))
                        setTyped({ ...typed!, state: typed!.state.with(i, value) })
                    }}
                  />
                </label>
              ))}
            </div>
          )}
        </div>
      )}
    </Panel>
  )
}

/** Fixed where its ends are known; else it grows with what is shown, so that going through checkpoints shows what changes. */
function useGrowingScale(id: string, values: Float64Array | null, fixed: Scale | null): Scale {
  const [grown, setGrown] = useState<Record<string, Scale>>({})
  useEffect(() => {
    if (fixed !== null || values === null) return
    setGrown((before) => {
      const old = before[id]
      const next = scaleOf('amount', old === undefined ? values : [...values, old.low, old.high])
      return old?.low === next.low && old.high === next.high ? before : { ...before, [id]: next }
    })
  }, [id, values, fixed])
  const own = grown[id]
  return useMemo(
    () => fixed ?? own ?? scaleOf('amount', values ?? []),
    // Two numbers say all of a fixed scale.
    // oxlint-disable-next-line react/exhaustive-deps
    [fixed?.low, fixed?.high, own, values],
  )
}

/** Pointer and arrow keys ask for a value. */
function SurfaceCanvas({
  scene,
  shown,
  replay,
  probe,
  onProbe,
  name,
}: {
  scene: LayeredScene | null
  shown: SurfaceShown | null
  replay: Replay
  probe: { column: number; row: number } | null
  onProbe: (probe: { column: number; row: number } | null) => void
  name: string
}) {
  const { ref, width, height } = useElementSize()
  const within = (place: number): number => Math.max(0, Math.min(count - 1, Math.round(place)))
  const onKeyDown = (event: KeyboardEvent): void => {
    const [column, row] =
      { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? []
    if (event.key === 'Escape' && probe !== null) onProbe(null)
    else if (column === undefined || row === undefined) return
    else {
      const from = probe ?? { column: (count - 1) / 2, row: (count - 1) / 2 }
      onProbe({ column: within(from.column + column), row: within(from.row + row) })
    }
    event.preventDefault()
  }
  return (
    <div
      ref={ref}
      className={styles.surfaceCanvas}
      role="application"
      aria-label={`Policy surface: ${name}. Arrow keys ask for a value`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={(event) => {
        if (shown === null) return
        const place = placeSurface({ x: 0, y: 0, width, height }, shown)
        const { left, top } = event.currentTarget.getBoundingClientRect()
        onProbe({
          column: within(((event.clientX - left - place.left) / place.width) * (count - 1)),
          row: within((1 - (event.clientY - top - place.top) / place.height) * (count - 1)),
        })
      }}
    >
      {scene && <LayeredCanvas scene={scene} clock={replay.clock} />}
    </div>
  )
}
