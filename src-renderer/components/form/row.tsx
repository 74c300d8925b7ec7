import { useEffect, useId, useRef } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { pathText } from '../../../src-shared/domain/paths.ts'
import type { Path } from '../../../src-shared/domain/paths.ts'
import { pressedOf } from '../shortcut.ts'
import { fieldShortcuts } from './shortcuts.ts'
import { firstValues } from './swept-values.ts'
import { defaultWords, isAway } from './default-value.ts'
import { rangeText } from './field.ts'
import type { Field } from './field.ts'
import { FieldTools } from './field-tools.tsx'
import { useForm } from './form-context.ts'
import styles from './form.module.css'
import { SweptControl } from './swept-control.tsx'

/**
 * Label, control, and below them the sentence (while the row has the focus) and what is wrong (always). A field whose
 * value is given can be swept and put back to its default.
 */
export function Row({
  field,
  path,
  value,
  control,
  sentence,
  long,
  wide = field.kind === 'json' || field.kind === 'lines',
}: {
  field: Pick<Field, 'title' | 'description' | 'byDefault' | 'kind'> & Partial<Field>
  path: Path
  value?: unknown
  control: (id: string, describedBy: string, invalid: boolean) => ReactNode
  sentence?: string
  /** What the control shows is longer than a number. */
  long?: boolean
  /** The control has a line of its own. */
  wide?: boolean
}) {
  const form = useForm()
  const id = `field-${pathText(path)}`
  const helpId = useId()
  // The kind of a part is swept as a word.
  const sweptPath = 'discriminator' in field && field.discriminator ? [...path, field.discriminator] : path
  const sweepable = value === undefined ? undefined : form.sweepableAt(sweptPath)
  const swept = form.sweptAt(sweptPath)
  const complaint = form.complaintAt(path, field.kind !== 'choice' && field.kind !== 'group')
  const away = value !== undefined && isAway(field, value)

  /** Once the control shows what it has become. */
  const focusSoon = () => setTimeout(() => document.getElementById(id)?.focus(), 50)
  const sweep = (on: boolean) => {
    if (sweepable === undefined) return
    const here = sweptPath === path ? value : (value as Record<string, unknown>)[sweptPath.at(-1)!]
    form.setSwept(sweptPath, on ? firstValues(sweepable, here) : null)
    focusSoon()
  }
  const reset = () => {
    if (field.kind === 'choice' || field.kind === 'switch') form.choose(path, field.byDefault)
    else form.set(path, field.byDefault)
  }
  const act = {
    sweep: () => sweep(swept === undefined),
    reset: () => {
      if (away && swept === undefined) reset()
      focusSoon()
    },
  }
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = pressedOf(fieldShortcuts, event)
    if (pressed === undefined || value === undefined) return
    event.preventDefault()
    // A field takes its text over when it is left.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    setTimeout(() => latest.current[pressed]())
  }
  const help = [sentence ?? field.description, rangeText(field as Field), defaultText(field)].filter(
    (part) => part !== '',
  )
  return (
    <div
      className={styles.row}
      data-wide={wide || undefined}
      data-long={long || undefined}
      data-swept={swept !== undefined || undefined}
      data-kind={field.kind}
      onKeyDown={onKeyDown}
    >
      <div className={styles.title}>
        <label htmlFor={id} title={help.join(' ')}>
          {field.title}
        </label>
        {away && swept === undefined && (
          <span className={styles.away} role="img" aria-label="not the default" title={defaultText(field)} />
        )}
        <FieldTools
          title={field.title}
          onSweep={sweepable && sweep}
          swept={swept !== undefined}
          onReset={away && swept === undefined ? reset : undefined}
          byDefault={defaultWords(field)}
        />
      </div>
      <div className={styles.control}>
        {swept !== undefined && sweepable !== undefined ? (
          <SweptControl
            id={id}
            describedBy={helpId}
            title={field.title}
            field={sweepable}
            words={'options' in field ? field.options : undefined}
            path={sweptPath}
            {...swept}
          />
        ) : (
          control(id, helpId, complaint !== undefined)
        )}
      </div>
      <p id={helpId} className={complaint ? styles.complaint : styles.help} role={complaint ? 'alert' : undefined}>
        {complaint ?? <HelpText parts={help} />}
      </p>
    </div>
  )
}

function HelpText({ parts: [sentence, ...facts] }: { parts: string[] }) {
  return (
    <>
      {sentence} {facts.length > 0 && <span className={styles.facts}>{facts.join('; ')}.</span>}
    </>
  )
}

const defaultText = (field: Pick<Field, 'byDefault'> & Partial<Field>): string =>
  field.byDefault === undefined || typeof field.byDefault === 'object' ? '' : `default ${defaultWords(field)}`
