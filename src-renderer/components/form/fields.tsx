import { NumberField } from '../number-field.tsx'
import { Select } from '../select.tsx'
import { Switch } from '../switch.tsx'
import { TextField } from '../text-field.tsx'
import { formatInputNumber } from '../input-number.ts'
import type { Path } from '../../../src-shared/domain/paths.ts'
import type { ChoiceOf, ChoicesOf, Field, GroupOf, PlainField } from './field.ts'
import { useForm } from './form-context.ts'
import styles from './form.module.css'
import { JsonValueField } from './json-value-field.tsx'
import { Row } from './row.tsx'

/** The fields of one object of the spec, one row each. */
export function Fields({
  fields,
  value,
  path,
  skip,
}: {
  fields: readonly Field[]
  value: unknown
  path: Path
  skip?: readonly string[]
}) {
  const record = value as Record<string, unknown>
  return (
    <>
      {fields
        .filter((field) => !skip?.includes(field.key))
        .map((field) => (
          <FieldRow key={field.key} field={field} value={record[field.key]} path={[...path, field.key]} />
        ))}
    </>
  )
}

function FieldRow({ field, value, path }: { field: Field; value: unknown; path: Path }) {
  if (field.kind === 'choice') return <ChoiceRow field={field} value={value} path={path} />
  if (field.kind === 'group') return <GroupRow field={field} value={value} path={path} />
  if (field.kind === 'choices') return <ChoicesRow field={field} value={value} path={path} />
  if (field.kind === 'switch') return <SwitchRow field={field} on={value === true} path={path} />
  return (
    <Row
      field={field}
      path={path}
      value={value}
      control={(id, described, invalid) => (
        <Control field={field} value={value} path={path} id={id} describedBy={described} invalid={invalid} />
      )}
    />
  )
}

/** A switch that can't be put on now says why. */
function SwitchRow({ field, on, path }: { field: PlainField; on: boolean; path: Path }) {
  const form = useForm()
  const reason = on ? undefined : form.reasonAgainst(path, true)
  return (
    <Row
      field={field}
      path={path}
      value={on}
      sentence={reason && `${field.description} Not here: ${reason}.`}
      control={(id, describedBy) => (
        <Switch
          id={id}
          describedBy={describedBy}
          checked={on}
          disabledReason={reason}
          onChange={(next) => form.choose(path, next)}
        />
      )}
    />
  )
}

function Control({
  field,
  value,
  path,
  id,
  describedBy,
  invalid,
}: {
  field: Exclude<Field, ChoiceOf | GroupOf | ChoicesOf>
  value: unknown
  path: Path
  id: string
  describedBy: string
  invalid: boolean
}) {
  const form = useForm()
  const common = { id, describedBy, invalid }
  const absentWhenEmpty = (next: unknown) =>
    field.empty === 'absent' && (next === null || next === '') ? undefined : next
  switch (field.kind) {
    case 'number':
      return (
        <NumberField
          {...common}
          value={value ?? null}
          unit={field.unit && field.unit.length <= 9 ? field.unit : undefined}
          nullable={field.empty !== undefined}
          placeholder={field.emptyText}
          step={field.integer ? 1 : undefined}
          onChange={(next) => form.set(path, absentWhenEmpty(next))}
        />
      )
    case 'integers':
      return (
        <TextField
          {...common}
          value={Array.isArray(value) ? value.join(', ') : String(value ?? '')}
          placeholder="none"
          onChange={(text) => form.set(path, integersOf(text))}
        />
      )
    case 'lines':
      return (
        <TextField
          {...common}
          monospaced
          value={Array.isArray(value) ? value.join(' ') : String(value ?? '')}
          onChange={(text) =>
            form.set(
              path,
              text.split(/\s+/).filter((line) => line !== ''),
            )
          }
        />
      )
    case 'text':
      return (
        <TextField {...common} value={String(value ?? '')} onChange={(text) => form.set(path, absentWhenEmpty(text))} />
      )
    case 'json':
      return (
        <JsonValueField
          {...common}
          schema={field.schema}
          value={value}
          unread={form.unreadAt(path)}
          onChange={(next) => form.set(path, next)}
          onUnread={(text, problem) => form.setUnread(path, text, problem)}
        />
      )
  }
}

/** "64, 64" and "64 64" as layers; other text stays, for the schema to complain about. */
function integersOf(text: string): unknown {
  const parts = text.split(/[,;\s×x]+/).filter((part) => part !== '')
  return parts.every((part) => /^\d+$/.test(part)) ? parts.map(Number) : text
}

/** In characters; a longer title doesn't fit beside the arrow of a list as wide as a number's field. */
const longTitle = 16

/** A list of options, each with fields of its own below. Three or more of those are folded away. */
function ChoiceRow({ field, value, path }: { field: ChoiceOf; value: unknown; path: Path }) {
  const form = useForm()
  const chosen = chosenOption(field, value)
  const options = [
    ...(field.empty ? [{ value: '', label: 'none' }] : []),
    ...field.options.map((option) => ({
      value: option.value,
      label: option.title,
      disabledReason: option.value === chosen?.value ? undefined : form.reasonAgainst(path, option.initial),
    })),
  ]
  const pick = (next: string) =>
    form.choose(
      path,
      next === ''
        ? field.empty === 'null'
          ? null
          : undefined
        : field.options.find((option) => option.value === next)!.initial,
    )
  const shown = chosen?.fields ?? []
  const fields = <Fields fields={shown} value={value} path={path} />
  return (
    <>
      <Row
        field={field}
        path={path}
        value={value}
        long={field.options.some((option) => option.title.length > longTitle)}
        sentence={
          chosen?.description
            ? `${field.description} ${chosen.title}: ${lowerFirst(chosen.description)}`
            : field.description
        }
        control={(id, describedBy, invalid) => (
          <Select
            id={id}
            describedBy={describedBy}
            invalid={invalid}
            value={chosen?.value ?? ''}
            options={options}
            onChange={pick}
          />
        )}
      />
      {shown.length > 0 && shown.length < 3 && <div className={styles.nested}>{fields}</div>}
      {shown.length >= 3 && (
        <details className={styles.nested}>
          <summary>{summaryOf(shown, value)}</summary>
          {fields}
        </details>
      )}
    </>
  )
}

export function chosenOption(field: ChoiceOf, value: unknown): ChoiceOf['options'][number] | undefined {
  if (typeof value !== 'object' || value === null) return field.options.find((option) => option.initial === value)
  const record = value as Record<string, unknown>
  return field.options.find((option) =>
    field.discriminator ? record[field.discriminator] === option.value : option.value in record,
  )
}

/** Some of several words, a box each. */
function ChoicesRow({ field, value, path }: { field: ChoicesOf; value: unknown; path: Path }) {
  const form = useForm()
  const chosen = Array.isArray(value) ? (value as string[]) : []
  const complaint = form.complaintAt(path, true)
  return (
    <fieldset className={styles.choices} title={field.description}>
      <legend>{field.title}</legend>
      {field.choices.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={({ currentTarget: { checked } }) =>
              form.set(
                path,
                // In the order of the options, whichever was chosen first.
                field.choices
                  .map((each) => each.value)
                  .filter((each) => (each === option.value ? checked : chosen.includes(each))),
              )
            }
          />
          {option.title}
        </label>
      ))}
      {complaint && (
        <p className={styles.complaint} role="alert">
          {complaint}
        </p>
      )}
    </fieldset>
  )
}

function GroupRow({ field, value, path }: { field: GroupOf; value: unknown; path: Path }) {
  return (
    <details className={styles.group}>
      <summary>{field.title}</summary>
      <Fields fields={field.fields} value={value} path={path} />
    </details>
  )
}

/** What is folded away, in one line: "β₁ 0.9, β₂ 0.999, ε 1e-5". */
function summaryOf(fields: readonly Field[], value: unknown): string {
  const record = value as Record<string, unknown>
  const parts = fields.flatMap((field) => {
    const part = record[field.key]
    if (typeof part === 'number') return [`${field.title} ${formatInputNumber(part).replace(/^-/, '−')}`]
    if (Array.isArray(part)) return [`(${part.join(', ')})`]
    return typeof part === 'string' ? [part.replaceAll('-', ' ')] : []
  })
  return parts.slice(0, 4).join(', ')
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
