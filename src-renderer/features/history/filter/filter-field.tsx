import { IconFilter, IconX } from '@tabler/icons-react'
import { useEffect, useId, useMemo, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { completions, type Completion } from '../../../../src-shared/domain/run-filter/complete.ts'
import type { RunField } from '../../../../src-shared/domain/run-filter/fields.ts'
import { readFilter } from '../../../../src-shared/domain/run-filter/parse.ts'
import { accept } from './accept.ts'
import styles from './filter.module.css'

/**
 * The filter's text, with a list of what can be written at the cursor: a combobox. Arrow keys choose in the list, Enter
 * takes the choice, Escape closes the list and then empties the field.
 */
export function FilterField({
  inputRef,
  text,
  valuesOf,
  onChange,
  onCompleting,
  onLeave,
}: {
  inputRef: RefObject<HTMLInputElement | null>
  text: string
  /** Values of a field that occur, the most common first. */
  valuesOf: (field: RunField) => readonly string[]
  onChange: (text: string) => void
  /** The list has opened or closed. */
  onCompleting: (isCompleting: boolean) => void
  /** Enter without a choice: on to the table. */
  onLeave: () => void
}) {
  const [opened, setOpened] = useState(false)
  const [cursor, setCursor] = useState(0)
  const [chosen, setChosen] = useState(-1)
  const list = useRef<HTMLUListElement>(null)
  const id = useId()
  const { problem } = useMemo(() => readFilter(text), [text])
  const { start, end, options } = opened ? completions(text, cursor, valuesOf) : { start: 0, end: 0, options: [] }
  const shown = options.length > 0
  useEffect(() => onCompleting(shown), [shown, onCompleting])
  const optionId = (index: number): string => `${id}-${index}`

  const follow = (): void => {
    setCursor(inputRef.current?.selectionStart ?? text.length)
    setChosen(-1)
  }
  const open = (): void => {
    follow()
    setOpened(true)
  }
  const take = (option: Completion): void => {
    const next = accept(text, start, end, option)
    onChange(next.text)
    setCursor(next.cursor)
    setChosen(-1)
    setOpened(true)
    // The field takes its new text first.
    requestAnimationFrame(() => {
      inputRef.current?.focus()
      inputRef.current?.setSelectionRange(next.cursor, next.cursor)
    })
  }
  const choose = (index: number): void => {
    const next = (index + options.length) % options.length
    setChosen(next)
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault()
      open()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!shown) open()
      else choose(event.key === 'ArrowDown' ? chosen + 1 : (chosen === -1 ? 0 : chosen) - 1)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const option = options[chosen]
      if (option !== undefined) return take(option)
      setOpened(false)
      if (problem === null) onLeave()
    } else if (event.key === 'Escape') {
      event.stopPropagation()
      if (shown) setOpened(false)
      else onChange('')
    }
  }
  // What is only not finished yet is no mistake while the list says how it goes on.
  const said = problem !== null && !(shown && problem.end >= text.trimEnd().length) ? problem : null

  return (
    <div className={styles.filter}>
      <div className={styles.field} data-invalid={said !== null || undefined}>
        <IconFilter size={15} aria-hidden />
        <input
          ref={inputRef}
          role="combobox"
          aria-label="Filter the history"
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 && shown ? optionId(chosen) : undefined}
          aria-invalid={said !== null || undefined}
          aria-describedby={said === null ? undefined : `${id}-problem`}
          placeholder="algorithm = ppo and evaluationReturn > 400, or words"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={2_000}
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value)
            // An empty field lists everything, and only when it is asked to.
            if (event.currentTarget.value === '') setOpened(false)
            else open()
          }}
          onClick={() => opened && follow()}
          onKeyDown={onKeyDown}
          onKeyUp={(event) => ['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key) && follow()}
          onBlur={() => setOpened(false)}
        />
        {text !== '' && (
          <button
            type="button"
            className={styles.clear}
            aria-label="Clear the filter"
            title="Clear (Esc)"
            onClick={() => {
              onChange('')
              inputRef.current?.focus()
            }}
          >
            <IconX size={14} aria-hidden />
          </button>
        )}
      </div>
      <p id={`${id}-problem`} className={styles.problem} role="status" hidden={said === null}>
        {said?.sentence}
      </p>
      {/* Always there: aria-controls names it, and a list that comes to be isn't read out. */}
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="What can be written here"
        className={styles.options}
        hidden={!shown}
      >
        {options.map((option, index) => (
          <li
            key={option.insert}
            id={optionId(index)}
            role="option"
            aria-selected={index === chosen}
            className={styles.option}
            // The field keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            <span className={styles.insert} data-kind={option.kind}>
              {option.insert}
            </span>
            <span className={styles.detail}>{option.detail}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
