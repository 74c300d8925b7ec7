import { IconColumnInsertRight, IconColumnRemove, IconRowInsertBottom, IconRowRemove } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Segmented } from '../../../components/segmented.tsx'
import { keysOfField, resized, withField } from './map-edits.ts'
import type { MapField } from './map-edits.ts'
import styles from './world.module.css'

const brushes: { value: MapField; label: string }[] = [
  { value: '.', label: 'floor' },
  { value: '#', label: 'wall' },
  { value: 'H', label: 'hole' },
  { value: 'G', label: 'goal' },
  { value: 'S', label: 'start' },
]
const nameOf = (field: string) => brushes.find((brush) => brush.value === field)?.label ?? field

/**
 * The map, painted in place: click or drag with a brush; arrow keys walk, Space paints, and S, G, H, #, . set a field
 * at once.
 */
export function GridworldMap({
  map,
  complaint,
  onChange,
}: {
  map: readonly string[]
  complaint?: string
  onChange: (map: string[]) => void
}) {
  const [brush, setBrush] = useState<MapField>('#')
  const [at, setAt] = useState({ row: 0, column: 0 })
  const grid = useRef<HTMLDivElement>(null)
  const columns = map[0]?.length ?? 0
  const paint = (row: number, column: number, field: MapField) => {
    if (map[row]?.[column] !== field) onChange(withField(map, row, column, field))
  }
  const onKeyDown = (event: KeyboardEvent, row: number, column: number) => {
    const steps: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    }
    const step = steps[event.key]
    const field = event.key === ' ' || event.key === 'Enter' ? brush : keysOfField[event.key]
    if (step) {
      const next = {
        row: Math.min(map.length - 1, Math.max(0, row + step[0])),
        column: Math.min(columns - 1, Math.max(0, column + step[1])),
      }
      setAt(next)
      grid.current?.querySelector<HTMLElement>(`[data-at="${next.row} ${next.column}"]`)?.focus()
    } else if (field && !event.ctrlKey && !event.metaKey) paint(row, column, field)
    else return
    event.preventDefault()
  }
  const reach = { row: Math.min(at.row, map.length - 1), column: Math.min(at.column, columns - 1) }
  return (
    <div className={styles.mapEditor}>
      <div
        ref={grid}
        role="grid"
        aria-label="Map of the gridworld"
        className={styles.map}
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`, maxWidth: columns * 40 }}
      >
        {map.map((line, row) => (
          <div role="row" key={row} className={styles.mapRow}>
            {[...line].map((field, column) => (
              <button
                key={column}
                type="button"
                role="gridcell"
                data-at={`${row} ${column}`}
                data-field={field}
                aria-label={`row ${row + 1}, column ${column + 1}: ${nameOf(field)}`}
                tabIndex={row === reach.row && column === reach.column ? 0 : -1}
                onPointerDown={() => {
                  setAt({ row, column })
                  paint(row, column, brush)
                }}
                onPointerEnter={(event) => event.buttons === 1 && paint(row, column, brush)}
                onKeyDown={(event) => onKeyDown(event, row, column)}
              >
                {field === '.' || field === '#' ? '' : field}
              </button>
            ))}
          </div>
        ))}
      </div>
      <Segmented full label="Brush" value={brush} options={brushes} onChange={setBrush} />
      <div className={styles.mapSize}>
        <span>
          {map.length} × {columns} fields
        </span>
        <MapButton
          label="Add a row"
          icon={<IconRowInsertBottom size={16} />}
          disabled={map.length >= 64}
          onClick={() => onChange(resized(map, map.length + 1, columns))}
        />
        <MapButton
          label="Remove the last row"
          icon={<IconRowRemove size={16} />}
          disabled={map.length <= 1}
          onClick={() => onChange(resized(map, map.length - 1, columns))}
        />
        <MapButton
          label="Add a column"
          icon={<IconColumnInsertRight size={16} />}
          disabled={columns >= 64}
          onClick={() => onChange(resized(map, map.length, columns + 1))}
        />
        <MapButton
          label="Remove the last column"
          icon={<IconColumnRemove size={16} />}
          disabled={columns <= 1}
          onClick={() => onChange(resized(map, map.length, columns - 1))}
        />
      </div>
      {complaint && (
        <p className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
    </div>
  )
}

function MapButton({
  label,
  icon,
  disabled,
  onClick,
}: {
  label: string
  icon: React.ReactNode
  disabled: boolean
  onClick: () => void
}) {
  return (
    <button
      type="button"
      className={styles.mapButton}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
    </button>
  )
}
