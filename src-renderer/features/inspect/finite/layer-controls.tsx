import { IconEye } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { Segmented } from '../../../components/segmented.tsx'
import { Select } from '../../../components/select.tsx'
import { Switch } from '../../../components/switch.tsx'
import type { InspectPlace } from '../address.ts'
import styles from './finite.module.css'
import type { Layer, LayerId } from './layers.ts'

/** What lies over a layer. */
export interface Overlays {
  arrows: boolean
  numbers: boolean
  notGreedy: boolean
}

const overlayWords: { key: keyof Overlays; name: string; sentence: string }[] = [
  { key: 'arrows', name: 'arrows', sentence: 'As long as the action is likely.' },
  { key: 'numbers', name: 'numbers', sentence: 'The layer’s numbers.' },
  { key: 'notGreedy', name: 'not greedy', sentence: 'A mark where the likeliest action is none of the best.' },
]

/** The layer, the time step, and what lies over them. */
export function LayerControls({
  layers,
  layer,
  asList,
  horizon,
  place,
  overlays,
  onPlace,
  onOverlays,
}: {
  layers: readonly Layer[]
  layer: LayerId
  /** Where the switch has no room. */
  asList: boolean
  horizon: number
  place: InspectPlace
  overlays: Overlays
  onPlace: (part: Partial<InspectPlace>) => void
  onOverlays: (overlays: Overlays) => void
}) {
  const [opened, setOpened] = useState(false)
  const id = useId()
  const options = layers.map(({ id: value, name }) => ({ value, label: name }))
  const onLayer = (next: LayerId): void => onPlace({ layer: next })
  const step = Math.min(place.step, horizon - 1)
  return (
    <>
      {asList ? (
        <Select label="Layer" value={layer} options={options} onChange={(next) => onLayer(next as LayerId)} />
      ) : (
        <Segmented label="Layer" value={layer} options={options} onChange={onLayer} />
      )}
      <span className={styles.gap} />
      {horizon > 1 && (
        <span className={styles.control}>
          <label htmlFor={`${id}-step`} className={styles.soft}>
            step h
          </label>
          <input
            id={`${id}-step`}
            type="range"
            min={0}
            max={horizon - 1}
            value={step}
            disabled={place.summed}
            onChange={(event) => onPlace({ step: Number(event.currentTarget.value) })}
          />
          <output htmlFor={`${id}-step`}>{place.summed ? 'all' : step}</output>
        </span>
      )}
      <PopoverButton
        opened={opened}
        onOpened={setOpened}
        icon={<IconEye size={16} aria-hidden />}
        name="Show"
        widthPx={300}
        dialogClassName={styles.dropdown}
      >
        {overlayWords.map(({ key, name, sentence }) => (
          <Line
            key={key}
            name={name}
            sentence={sentence}
            checked={overlays[key]}
            onChange={(on) => onOverlays({ ...overlays, [key]: on })}
          />
        ))}
        {horizon > 1 && (
          <Line
            name="summed over steps"
            sentence="Visits of a whole episode; V, Q, A and the critic as means over the steps at which a state is visited."
            checked={place.summed}
            onChange={(summed) => onPlace({ summed })}
          />
        )}
      </PopoverButton>
    </>
  )
}

function Line({
  name,
  sentence,
  checked,
  onChange,
}: {
  name: string
  sentence: string
  checked: boolean
  onChange: (on: boolean) => void
}) {
  const id = useId()
  return (
    <div className={styles.line}>
      <Switch id={id} describedBy={`${id}-sentence`} checked={checked} onChange={onChange} />
      <label htmlFor={id}>{name}</label>
      <small id={`${id}-sentence`}>{sentence}</small>
    </div>
  )
}
