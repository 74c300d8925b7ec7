import { IconEye, IconEyeOff, IconX } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { summaryWords } from '../../../src-shared/domain/run-progress.ts'
import { swatchShape, type ComparedVariant } from '../../../src-shared/figure/compared.ts'
import { slotNote } from '../../../src-shared/figure/selection.ts'
import { variantColorCount } from '../../../src-shared/figure/variant-style.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { isPressed } from '../../components/shortcut.ts'
import { Swatch } from '../../components/swatch.tsx'
import { compareShortcuts } from './shortcuts.ts'
import styles from './variants-panel.module.css'

/** Below this they are all there, and the panel scrolls as one. */
const mostWithoutScroller = 40
const usualHeightPx = 46

/** What is hidden once one of them is chosen to stand alone; all are shown again when it does already. */
export function isolated(ids: readonly string[], hidden: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const others = ids.filter((other) => other !== id)
  const isAlone = !hidden.has(id) && others.every((other) => hidden.has(other))
  return isAlone ? new Set() : new Set(others)
}

interface LegendProps {
  variants: readonly ComparedVariant[]
  hidden: ReadonlySet<string>
  onHidden: (hidden: ReadonlySet<string>) => void
  onRemove: (variant: ComparedVariant) => void
}

/** The variants, each with its look: a click hides one or shows it again, a double click shows it alone. */
export function Legend(props: LegendProps) {
  const { variants, hidden, onHidden } = props
  const shape = swatchShape(variants)
  // A double click is two clicks before it is one.
  const beforeClicks = useRef(hidden)
  const line = (variant: ComparedVariant) => {
    const off = hidden.has(variant.id)
    const toggle = () => {
      const next = new Set(hidden)
      if (!next.delete(variant.id)) next.add(variant.id)
      onHidden(next)
    }
    const alone = (from: ReadonlySet<string>) =>
      onHidden(
        isolated(
          variants.map(({ id }) => id),
          from,
          variant.id,
        ),
      )
    const onKeyDown = (event: KeyboardEvent) => {
      if (isPressed(compareShortcuts.remove, event.nativeEvent)) return props.onRemove(variant)
      if (!isPressed(compareShortcuts.isolate, event.nativeEvent)) return
      event.preventDefault()
      alone(hidden)
    }
    return { variant, off, toggle, alone, onKeyDown }
  }
  const content = ({ variant, off, toggle, alone }: ReturnType<typeof line>) => (
    <>
      <Swatch slot={variant.slot} shape={shape} />
      <button
        type="button"
        tabIndex={-1}
        className={styles.legendName}
        title={`${variant.label}: click to ${off ? 'show' : 'hide'} it, double click to show it alone`}
        onClick={(event) => {
          if (event.detail === 1) beforeClicks.current = hidden
          if (event.detail === 2) alone(beforeClicks.current)
          else toggle()
        }}
      >
        <span className={styles.variantName}>{variant.short}</span>
        <span className={styles.sub}>{seedsOf(variant)}</span>
        {variant.movedFrom !== null && <span className={styles.sub}>{slotNote(variant, variantColorCount)}</span>}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-pressed={!off}
        aria-label={`${off ? 'Show' : 'Hide'} ${variant.label}`}
        title={`${off ? 'Show' : 'Hide'}; Shift+Enter shows it alone`}
        onClick={toggle}
      >
        {off ? <IconEyeOff size={16} aria-hidden /> : <IconEye size={16} aria-hidden />}
      </button>
      <button
        type="button"
        className={styles.icon}
        aria-label={`Remove ${variant.label} from the comparison`}
        title="Remove (Delete)"
        onClick={() => props.onRemove(variant)}
      >
        <IconX size={15} aria-hidden />
      </button>
    </>
  )
  if (variants.length > mostWithoutScroller)
    return <LongLegend count={variants.length} lineAt={(index) => line(variants[index]!)} content={content} />
  return (
    <ul className={styles.variants}>
      {variants.map(line).map((one) => (
        <li key={one.variant.id} data-off={one.off || undefined} onKeyDown={one.onKeyDown}>
          {content(one)}
        </li>
      ))}
    </ul>
  )
}

type Line = { variant: ComparedVariant; off: boolean; onKeyDown: (event: KeyboardEvent) => void }

/** Of very many, only those in view are there. */
function LongLegend<L extends Line>({
  count,
  lineAt,
  content,
}: {
  count: number
  lineAt: (index: number) => L
  content: (line: L) => React.ReactNode
}) {
  const scroller = useRef<HTMLDivElement>(null)
  // oxlint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeightPx,
    overscan: 8,
  })
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0} role="region" aria-label="Variants">
      <ul
        className={styles.variants}
        style={{ height: virtual.getTotalSize(), position: 'relative', display: 'block' }}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const one = lineAt(index)
          return (
            <li
              key={one.variant.id}
              ref={virtual.measureElement}
              data-index={index}
              data-off={one.off || undefined}
              aria-setsize={count}
              aria-posinset={index + 1}
              style={{ position: 'absolute', top: 0, width: '100%', transform: `translateY(${start}px)` }}
              onKeyDown={one.onKeyDown}
            >
              {content(one)}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** "10 seeds", "10 seeds, 1 interrupted, 2 running" */
function seedsOf({ summary: { counts, total } }: ComparedVariant): string {
  const rest = summaryWords({ ...counts, finished: 0 })
  return rest === '' ? plural(total, 'seed') : `${plural(total, 'seed')}, ${rest}`
}
