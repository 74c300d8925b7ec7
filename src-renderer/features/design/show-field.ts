import { pathOfText } from '../../../src-shared/domain/paths.ts'
import type { ExperimentSpec } from '../../../src-shared/domain/spec.ts'
import type { Design } from './model/use-design.ts'

/**
 * Brings the field at a path to the eye: its variant, then the field itself or the nearest one around it. On a narrow
 * window it may stand in the details, which are opened for it.
 */
export function showField(design: Design, path: string, openDetails: (() => void) | undefined): void {
  const swept = sweptField(design.draft.spec, path) ?? path
  const [first, variant] = pathOfText(swept)
  if (first === 'variants' && typeof variant === 'number') design.activate(variant)
  requestAnimationFrame(() => {
    if (focusField(swept) || !openDetails) return
    openDetails()
    setTimeout(() => focusField(swept), detailsOpenMs)
  })
}

/** The field that something wrong with the sweep is about. */
function sweptField({ sweep }: ExperimentSpec, path: string): string | undefined {
  const [first, , index] = pathOfText(path)
  return first === 'sweep' && typeof index === 'number' ? sweep?.dimensions[index]?.path : undefined
}

/** How long the drawer takes to stand still. */
const detailsOpenMs = 300

function focusField(path: string): boolean {
  for (let text = path; text !== ''; text = text.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, '')) {
    const field = document.getElementById(`field-${text}`)
    if (!field) continue
    for (let around = field.closest('details'); around; around = around.parentElement?.closest('details') ?? null)
      around.open = true
    field.focus()
    field.scrollIntoView({ block: 'nearest' })
    return true
  }
  return false
}
