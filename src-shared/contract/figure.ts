import * as z from 'zod'
import { comparisonSpec } from '../domain/comparison.ts'
import { method, nothing } from './method.ts'

/** What a comparison can be written as. A PNG is made of the SVG, in the window. */
const figureFormats = [
  'svg',
  'pdf',
  'pgfplots',
  'csv',
  'table-markdown',
  'table-latex',
  'table-csv',
  'caption',
] as const
const figureFormat = z.enum(figureFormats)
export type FigureFormat = z.infer<typeof figureFormat>

/** The endings of their files. */
export const figureEndings: Record<FigureFormat, string> = {
  svg: 'svg',
  pdf: 'pdf',
  pgfplots: 'tex',
  csv: 'csv',
  'table-markdown': 'md',
  'table-latex': 'tex',
  'table-csv': 'csv',
  caption: 'txt',
}

export const figureFrame = z.strictObject({
  theme: z.enum(['light', 'dark', 'print']).default('print'),
  /** In CSS px, 96 to an inch. */
  widthPx: z.int().min(200).max(4_000).default(800),
  heightPx: z.int().min(150).max(4_000).default(480),
})
export type FigureFrame = z.infer<typeof figureFrame>

export const figureParams = z.strictObject({
  spec: comparisonSpec,
  format: figureFormat,
  frame: figureFrame.default(figureFrame.parse({})),
})

/** A PDF is printed from the SVG: what is made here is text. */
export type TextFigureParams = Omit<z.infer<typeof figureParams>, 'format'> & { format: Exclude<FigureFormat, 'pdf'> }

export const exportedText = z.object({ kind: z.literal('text'), fileName: z.string(), text: z.string() })
/** What is too large for one message is written to a file on this machine. */
export const exportedFile = z.object({ kind: z.literal('file'), path: z.string(), bytes: z.int() })

export const figureMethods = {
  /**
   * A comparison as a figure, a table or a caption: the bytes that `ascent compare` writes, equal for equal runs (but for
   * a PDF, whose head has its time).
   */
  'comparison.export': method(
    'read',
    figureParams,
    z.discriminatedUnion('kind', [
      exportedText,
      exportedFile,
      z.object({ kind: z.literal('base64'), fileName: z.string(), base64: z.string() }),
    ]),
  ),
  /** Why no PDF can be made here, without a full stop; null where one can. */
  'comparison.printing': method('read', nothing, z.object({ refusal: z.string().nullable() })),
} as const
