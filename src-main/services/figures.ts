import { err, ok } from '../../src-shared/contract/errors.ts'
import { figureEndings } from '../../src-shared/contract/figure.ts'
import type { ServiceContext } from './context.ts'
import { exportText, fileStem } from './export-text.ts'
import type { Handlers } from './handlers.ts'

type Methods = 'comparison.export' | 'comparison.printing'

/** Comparisons as figures, tables and captions. A thread makes them: here the event loop goes on. */
export function figureHandlers({
  library,
  figures,
  printer,
  paths,
}: Pick<ServiceContext, 'library' | 'figures' | 'printer' | 'paths'>): Pick<Handlers, Methods> {
  return {
    async 'comparison.export'({ spec, format, frame }) {
      const found = spec.selection.flatMap(({ experimentId }) => {
        const experiment = library.experiment(experimentId)
        return experiment === undefined || experiment.deletedAt !== null ? [] : [experiment.name]
      })
      if (found.length === 0) return err({ kind: 'nothing-to-export' })
      const stem = fileStem(found)
      const pieces = figures.pieces({ spec, format: format === 'pdf' ? 'svg' : format, frame })
      if (format !== 'pdf') return exportText(pieces, paths.exportsFolder, stem, figureEndings[format])
      const refusal = await printer.refusal()
      if (refusal !== null) return err({ kind: 'export-failed', reason: refusal })
      try {
        let svg = ''
        for await (const piece of pieces) svg += piece
        const pdf = await printer.print(svg, { kind: 'pdf', ...frame })
        return ok({ kind: 'base64', fileName: `${stem}.pdf`, base64: Buffer.from(pdf).toString('base64') })
      } catch (error) {
        return err({ kind: 'export-failed', reason: error instanceof Error ? error.message : String(error) })
      }
    },
    'comparison.printing': async () => ok({ refusal: await printer.refusal() }),
  }
}
