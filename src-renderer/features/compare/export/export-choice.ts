import * as z from 'zod'
import { figureFrame } from '../../../../src-shared/contract/figure.ts'
import type { SelectOption } from '../../../components/select.tsx'

/** What a comparison can be exported as, in the menu's order. */
export const exportOptions = [
  { value: 'svg', label: 'SVG', group: 'Figure' },
  { value: 'png', label: 'PNG', group: 'Figure' },
  { value: 'pdf', label: 'PDF', group: 'Figure' },
  { value: 'pgfplots', label: 'LaTeX, for pgfplots', group: 'Figure' },
  { value: 'csv', label: 'Drawn series, every point, as CSV', group: 'Numbers' },
  { value: 'rows-csv', label: 'Every recorded row, as CSV', group: 'Numbers' },
  { value: 'rows-json', label: 'Every recorded row, as JSON', group: 'Numbers' },
  { value: 'table-markdown', label: 'Table as Markdown', group: 'Results' },
  { value: 'table-latex', label: 'Table as LaTeX', group: 'Results' },
  { value: 'table-csv', label: 'Table as CSV', group: 'Results' },
  { value: 'caption', label: 'Caption in words', group: 'Results' },
] as const satisfies readonly SelectOption[]
export type ExportKind = (typeof exportOptions)[number]['value']

/** All but the rows, which are of the runs whatever is drawn. */
export type ComparedKind = Exclude<ExportKind, 'rows-csv' | 'rows-json'>

/** What was chosen last on this machine; what can't be read is as at first. */
export const exportChoice = z
  .object({
    kind: z.enum(exportOptions.map(({ value }) => value)).catch('svg'),
    frame: figureFrame.catch(figureFrame.parse({})),
    scale: z.number().min(0.5).max(10).catch(2),
  })
  .catch({ kind: 'svg', frame: figureFrame.parse({}), scale: 2 })
export type ExportChoice = z.infer<typeof exportChoice>

export const isFigure = (kind: ExportKind): boolean => ['svg', 'png', 'pdf', 'pgfplots'].includes(kind)
/** Short texts, to be pasted somewhere. */
export const isCopied = (kind: ExportKind): boolean => kind === 'caption' || kind.startsWith('table')
