import { pathOfText, pathText } from '../../../../src-shared/domain/paths.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { sweepableAt } from '../../../../src-shared/domain/swept-fields.ts'
import { whatDiffers } from '../../../../src-shared/figure/what-differs.ts'
import { variantLines } from '../../../../src-shared/words/variant-lines.ts'
import { sweptInWords } from '../../../components/form/swept-values.ts'

/** A field in which variants differ, or that is swept in some. */
export interface VariantRow {
  label: string
  /** From the variant: update.clip. */
  path: string
  cells: { text: string; swept: boolean }[]
}

/** Variants beside each other, with only what differs or is swept. */
export function variantRows(spec: ExperimentSpec): VariantRow[] {
  const { sweep, ...plain } = spec
  const lines = spec.variants.map((_, index) => variantLines({ spec: plain }, index))
  const textAt = (index: number, path: string): string =>
    lines[index]!.flatMap((part) =>
      part.lines.flatMap((line) => (`${part.part}.${line.path}` === path ? [line.text] : [])),
    )[0] ?? '–'
  const sweptRows = new Map<string, VariantRow>()
  for (const dimension of sweep?.dimensions ?? []) {
    const [first, index, ...inside] = pathOfText(dimension.path)
    if (first !== 'variants' || typeof index !== 'number' || index >= lines.length) continue
    const path = pathText(inside)
    const row = sweptRows.get(path) ?? {
      label: sweepableAt(spec, dimension.path)?.title ?? path,
      path,
      cells: lines.map((_, variant) => ({ text: textAt(variant, path), swept: false })),
    }
    row.cells[index] = { text: sweptInWords(dimension.values), swept: true }
    sweptRows.set(path, row)
  }
  const others = whatDiffers(lines)
    .filter(({ path }) => !sweptRows.has(path))
    .map(({ label, path, values }) => ({ label, path, cells: values.map((text) => ({ text, swept: false })) }))
  return [...sweptRows.values(), ...others]
}
