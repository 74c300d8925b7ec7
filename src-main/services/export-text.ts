import { err, ok } from '../../src-shared/contract/errors.ts'
import type { Result } from '../../src-shared/contract/errors.ts'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import { newExportFile } from './export-file.ts'
import type { ExportFile } from './export-file.ts'

/** What a window is sent as one text, to be saved where the person wants it. */
const mostTextCharacters = 8_000_000

export type ExportedText =
  | { kind: 'text'; fileName: string; text: string }
  | { kind: 'file'; path: string; bytes: number }

/** A text that comes in pieces: whole where one message can hold it, else written to a file in the folder. */
export async function exportText(
  pieces: AsyncIterable<string>,
  folder: string,
  stem: string,
  ending: string,
): Promise<Result<ExportedText>> {
  let text = ''
  let file: ExportFile | undefined
  try {
    for await (const piece of pieces) {
      text += piece
      if (file === undefined && text.length <= mostTextCharacters) continue
      file ??= await newExportFile(folder, stem, ending)
      await file.write(text)
      text = ''
    }
    if (file === undefined) return ok({ kind: 'text', fileName: `${stem}.${ending}`, text })
    return ok({ kind: 'file', ...(await file.complete()) })
  } catch (error) {
    await file?.discard()
    return err({ kind: 'export-failed', reason: fileProblem(error) })
  }
}

/** Letters, digits and dashes of the one name, so that it is a file name everywhere; of several names "ascent". */
export function fileStem(names: Iterable<string | undefined>): string {
  const [only, ...others] = new Set(names)
  const plain =
    only === undefined || others.length > 0
      ? ''
      : only
          .toLowerCase()
          .replace(/[^\p{L}\p{N}]+/gu, '-')
          .replace(/^-+|-+$/g, '')
          .slice(0, 80)
  return plain || 'ascent'
}
