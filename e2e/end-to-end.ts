import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureBuilt } from '../src-main/shells/build/ensure-built.ts'
import { electronState } from '../src-main/shells/electron/ensure-electron.ts'
import { progressLine } from '../src-main/shells/progress-line.ts'
import { testChromium } from './chromium.ts'
import { runTool } from './run-tool.ts'

/** Builds the app, prepares the browser (or finds Electron), and runs Playwright. Returns its exit code. */
export async function runEndToEnd(
  shell: 'browser' | 'electron',
  playwrightArgs: readonly string[],
  env: Record<string, string> = {},
): Promise<number> {
  const line = progressLine(process.stderr)
  try {
    await ensureBuilt('renderer', (sentence) => line.show(sentence))
    if (shell === 'browser') await testChromium((sentence) => line.show(sentence))
    else if (electronState().kind !== 'there')
      throw new Error("Electron's binary is not there; npm start -- --shell electron fetches it.")
    else await ensureBuilt('electron', (sentence) => line.show(sentence))
  } catch (error) {
    line.end()
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
  line.end()
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli')
  return runTool([cli, 'test', '--config', join(import.meta.dirname, 'playwright.config.ts'), ...playwrightArgs], {
    ...env,
    ASCENT_E2E_SHELL: shell,
  })
}
