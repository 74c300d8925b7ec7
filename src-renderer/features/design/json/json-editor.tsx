import { useId, useRef } from 'react'
import type { Issue } from '../model/draft.ts'
import { offsetOfIssue, placeOf } from './json-position.ts'
import styles from './json.module.css'

/** The whole spec as text. Each complaint names the field and leads to its line. */
export function JsonEditor({
  text,
  issues,
  unreadable,
  onChange,
}: {
  text: string
  issues: readonly Issue[]
  unreadable: boolean
  onChange: (text: string) => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  const listId = useId()
  const goTo = (offset: number) => {
    const element = area.current!
    const { line } = placeOf(text, offset)
    const lineStart = text.lastIndexOf('\n', offset - 1) + 1
    const lineEnd = text.indexOf('\n', offset)
    element.focus()
    element.setSelectionRange(lineStart, lineEnd < 0 ? text.length : lineEnd)
    const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight)
    element.scrollTop = Math.max(0, (line - 6) * lineHeight)
  }
  return (
    <section className={styles.editor} aria-label="Spec as JSON">
      <textarea
        ref={area}
        className={`monospaced ${styles.text}`}
        aria-label="Spec as JSON"
        aria-invalid={issues.length > 0 || undefined}
        aria-describedby={listId}
        spellCheck={false}
        wrap="off"
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={indentOnEnter}
      />
      <div id={listId} className={styles.issues} role="status">
        {unreadable && <p>The rest of the view still shows the last spec that could be read.</p>}
        {issues.length === 0 ? (
          <p>This spec can be queued. Defaults may be left out.</p>
        ) : (
          <ul>
            {issues.slice(0, 30).map((issue) => {
              const offset = offsetOfIssue(text, issue)
              return (
                <li key={issue.path + issue.message}>
                  {offset === undefined ? (
                    <span>{issue.path === '' ? 'spec' : issue.path}</span>
                  ) : (
                    <button type="button" onClick={() => goTo(offset)}>
                      line {placeOf(text, offset).line}
                    </button>
                  )}
                  <span>
                    {issue.path !== '' && <b className="monospaced">{issue.path}</b>} {issue.message}
                  </span>
                </li>
              )
            })}
          </ul>
        )}
      </div>
    </section>
  )
}

/** A new line starts where the last one did. */
function indentOnEnter(event: React.KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.shiftKey) return
  const { value, selectionStart } = event.currentTarget
  const lineStart = value.lastIndexOf('\n', selectionStart - 1) + 1
  const indent = /^\s*/.exec(value.slice(lineStart, selectionStart))![0]
  if (indent === '') return
  event.preventDefault()
  // insertText keeps the field's own undo.
  document.execCommand('insertText', false, `\n${indent}`)
}
