import type { ComparisonSpec } from '../../../../src-shared/domain/comparison.ts'
import type { Client } from '../../../client/client.ts'
import type { ComparedKind, ExportChoice } from './export-choice.ts'
import { rasterised } from './rasterised.ts'

/** What an export came to: a file to be saved by the browser, or one that the host has written. */
export type Exported =
  | { kind: 'contents'; fileName: string; contents: Blob }
  | { kind: 'file'; path: string; bytes: number }

/** Asks for a comparison as it is drawn. */
export async function exported(
  client: Client,
  { kind, frame, scale }: ExportChoice & { kind: ComparedKind },
  spec: ComparisonSpec,
): Promise<Exported> {
  const answer = await client.call('comparison.export', { spec, format: kind === 'png' ? 'svg' : kind, frame })
  if (answer.kind === 'base64') {
    const { fileName, base64 } = answer
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
    return { kind: 'contents', fileName, contents: new Blob([bytes], { type: 'application/pdf' }) }
  }
  if (kind !== 'png' || answer.kind === 'file') return ofText(answer)
  const fileName = answer.fileName.replace(/svg$/, 'png')
  return { kind: 'contents', fileName, contents: await rasterised(answer.text, frame, scale) }
}

const ofText = (
  answer: { kind: 'text'; fileName: string; text: string } | { kind: 'file'; path: string; bytes: number },
): Exported =>
  answer.kind === 'file'
    ? answer
    : {
        kind: 'contents',
        fileName: answer.fileName,
        contents: new Blob([answer.text], { type: 'text/plain;charset=utf-8' }),
      }
