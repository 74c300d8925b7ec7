import type { FieldAt } from '../../../src-shared/domain/field-at.ts'
import type { Path } from '../../../src-shared/domain/paths.ts'
import { gridValues, sweptRange } from '../../../src-shared/domain/sweep.ts'
import type { SweptRange, SweptValue } from '../../../src-shared/domain/sweep.ts'
import { NumberField } from '../number-field.tsx'
import { Segmented } from '../segmented.tsx'
import { TextField } from '../text-field.tsx'
import { firstRange, parseValues, valuesText } from './swept-values.ts'
import type { SweptValues } from './swept-values.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'

interface Props {
  id: string
  describedBy: string
  title: string
  field: FieldAt
  /** The words of a choice as the form shows them. */
  words: readonly { value: string; title: string }[] | undefined
  path: Path
  values: SweptValues
  /** Where the values stand in the spec. */
  place: Path
}

/** In the place of a field's control: the values that it takes in the sweep. */
export function SweptControl(props: Props) {
  const form = useForm()
  const { title, field, path, values, place } = props
  const problem = form.complaintAt(place, true)
  const set = (next: SweptValues, typed = false) => form.setSwept(path, next, typed)
  return (
    <div className={styles.swept}>
      {field.kind === 'number' && (
        <Segmented
          full
          label={`Values of ${title}`}
          value={Array.isArray(values) ? 'list' : values.scale}
          options={[
            { value: 'list', label: 'List' },
            { value: 'linear', label: 'Range' },
            { value: 'log', label: 'Log range' },
          ]}
          onChange={(next) => {
            if (next === 'list') return Array.isArray(values) || set(gridValues(values, field.integer))
            const range = Array.isArray(values) ? firstRange(field, values) : values
            set({ ...range, scale: next as SweptRange['scale'] })
          }}
        />
      )}
      {!Array.isArray(values) ? (
        <RangeFields {...props} range={values} onChange={(next) => set(next, true)} />
      ) : field.kind === 'choice' || field.kind === 'switch' ? (
        <Words {...props} values={values} onChange={set} />
      ) : (
        <ListField {...props} values={values} invalid={problem !== undefined} onChange={(next) => set(next, true)} />
      )}
      {problem !== undefined && (
        <p className={styles.complaint} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function ListField({
  id,
  describedBy,
  field,
  place,
  values,
  invalid,
  onChange,
}: Props & { values: readonly SweptValue[]; invalid: boolean; onChange: (values: SweptValue[]) => void }) {
  const form = useForm()
  return (
    <TextField
      id={id}
      describedBy={describedBy}
      invalid={invalid}
      placeholder={field.kind === 'integers' ? '64, 64; 128, 128' : '0.001, 0.003, 0.01'}
      value={form.unreadAt(place) ?? valuesText(values)}
      onChange={(text) => {
        const read = parseValues(text, field.kind)
        if ('problem' in read) form.setUnread(place, text, read.problem)
        else onChange(read.values)
      }}
    />
  )
}

/** Of the words of a choice, or on and off, those that are ticked. */
function Words({
  id,
  title,
  field,
  words,
  values,
  onChange,
}: Props & { values: readonly SweptValue[]; onChange: (values: SweptValue[]) => void }) {
  const all: { value: SweptValue; title: string }[] =
    field.kind === 'switch'
      ? [
          { value: false, title: 'off' },
          { value: true, title: 'on' },
        ]
      : field.options.map((value) => ({ value, title: words?.find((word) => word.value === value)?.title ?? value }))
  const ticked = (value: SweptValue) => values.includes(value)
  return (
    <div id={id} tabIndex={-1} role="group" aria-label={`Values of ${title}`} className={styles.words}>
      {all.map((word) => (
        <label key={String(word.value)}>
          <input
            type="checkbox"
            checked={ticked(word.value)}
            onChange={() =>
              onChange(all.flatMap(({ value }) => (ticked(value) !== (value === word.value) ? [value] : [])))
            }
          />
          {word.title}
        </label>
      ))}
    </div>
  )
}

function RangeFields({
  id,
  title,
  field,
  range,
  onChange,
}: Props & { range: SweptRange; onChange: (range: SweptRange) => void }) {
  const set = (key: keyof SweptRange) => (value: unknown) => onChange({ ...range, [key]: value })
  return (
    <>
      <div className={styles.range}>
        <NumberField id={id} label={`${title}, from`} value={range.from} onChange={set('from')} />
        <span>to</span>
        <NumberField label={`${title}, to`} value={range.to} onChange={set('to')} />
        <span>in</span>
        <NumberField label={`${title}, number of values`} value={range.count} step={1} onChange={set('count')} />
      </div>
      <p className={styles.sweptValues}>{previewOf(range, field.integer)}</p>
    </>
  )
}

const mostShown = 9

/** The values of a range, as far as they fit and the range is one. */
function previewOf(range: SweptRange, integer: boolean): string {
  if (!sweptRange.safeParse(range).success) return ''
  const values = gridValues(range, integer)
  return `${valuesText(values.slice(0, mostShown))}${values.length > mostShown ? ', …' : ''}`
}
