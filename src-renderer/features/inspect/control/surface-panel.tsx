import { useCallback, useId, useMemo, useState } from 'react'
import { unpackNumbers } from '../../../../src-shared/contract/packed-numbers.ts'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import type { StateDimension } from '../../../../src-shared/domain/state-dimensions.ts'
import { formatNumber } from '../../../../src-shared/words/format.ts'
import type { Size } from '../../../charts/drawing.ts'
import { useClient } from '../../../client/index.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { Panel } from '../../../components/panel.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import type { Episode } from './episode.ts'
import type { LayeredScene } from './layered-canvas.tsx'
import type { ReplayLook } from './picture.ts'
import { onSurface, surfaceMarks, wayOnSurface, type SurfaceShown } from './surface-drawing.ts'
import { firstAxes, surfaceChoices } from './surface.ts'
import { SurfaceCanvas, surfaceCount as count, type Probe } from './surface-canvas.tsx'
import { useGrowingScale } from './use-growing-scale.ts'
import { useKept } from './use-kept.ts'
import type { Replay } from './use-replay.ts'
import { stateText } from './worlds.ts'
import styles from './surface.module.css'

const mostKept = 60
const probabilities = { low: 0, high: 1 }

/** The policy, or the critic, over two of the state's numbers, with the episode's way on it. */
export function SurfacePanel({
  runId,
  update,
  dimensions,
  actionNames,
  episode,
  look,
  replay,
}: {
  runId: RunId
  update: number
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
  const [probe, setProbe] = useState<Probe | null>(null)
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
  const ramp = choice.of.kind === 'probability' || choice.of.kind === 'mean' ? 'sided' : 'amount'
  const fixed = choice.of.kind === 'probability' ? probabilities : null
  const scale = useGrowingScale(choice.id, answer, ramp, fixed)
  const shown = useMemo(
    (): SurfaceShown | null =>
      answer && {
        values: answer,
        count,
        scale,
        ramp,
        evenOdds: choice.of.kind === 'probability' && episode.actions === 2,
        dimensions,
        axes,
        probe,
      },
    [answer, scale, ramp, choice.of.kind, episode.actions, dimensions, axes, probe],
  )
  const over = useCallback(
    (size: Size) => wayOnSurface({ dimensions, axes }, episode, { x: 0, y: 0, ...size }, look),
    [dimensions, axes, episode, look],
  )
  const scene = useMemo(
    (): LayeredScene | null =>
      shown && {
        ground: look.theme.panel,
        still: (size) => surfaceMarks(shown, { x: 0, y: 0, ...size }, look),
        over,
        moving: (size, position) => onSurface(shown, episode, { x: 0, y: 0, ...size }, position, look),
      },
    [shown, over, episode, look],
  )
  const valueAt = (at: Probe): string => {
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
