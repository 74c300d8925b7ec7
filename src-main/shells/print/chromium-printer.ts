import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PrintedAs, Printer } from '../../app.ts'
import { findChromium } from '../browser/find-browser.ts'
import { withChromiumPage } from './chromium-page.ts'
import type { Call } from './chromium-page.ts'
import { printedPage } from './printed-page.ts'

const patienceMs = 60_000

/** Prints by a Chromium of this machine, started for each picture, without a window. */
export function chromiumPrinter(): Printer {
  return {
    refusal: () =>
      Promise.resolve(
        findChromium() === undefined
          ? 'no Chromium was found on this machine (Chrome, Chromium, Edge or Brave; ASCENT_BROWSER names another)'
          : null,
      ),
    async print(svg, as) {
      const program = findChromium()
      if (program === undefined) throw new Error('no Chromium was found on this machine')
      // Chromium refuses to run as root with its sandbox.
      const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
      const profile = mkdtempSync(join(tmpdir(), 'ascent-print-'))
      try {
        return await withChromiumPage({ program, args }, profile, (call) => printOn(call, svg, as), patienceMs)
      } finally {
        rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
      }
    },
  }
}

async function printOn(call: Call, svg: string, as: PrintedAs): Promise<Uint8Array> {
  const { widthPx: width, heightPx: height } = as
  await call('Page.enable')
  const { frameTree } = (await call('Page.getFrameTree')) as { frameTree: { frame: { id: string } } }
  const deviceScaleFactor = as.kind === 'png' ? as.scale : 1
  await call('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor, mobile: false })
  await call('Page.setDocumentContent', { frameId: frameTree.frame.id, html: printedPage(svg, as) })
  await call('Runtime.evaluate', { expression: 'document.fonts.ready.then(() => true)', awaitPromise: true })
  const { data } =
    as.kind === 'pdf'
      ? await call('Page.printToPDF', { preferCSSPageSize: true, printBackground: true })
      : await call('Page.captureScreenshot', { format: 'png', clip: { x: 0, y: 0, width, height, scale: 1 } })
  return Buffer.from(String(data), 'base64')
}
