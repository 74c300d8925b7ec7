import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { BrowserChoice } from './find-browser.ts'
import { visibleFolder, writeOpeningFile, type OpeningFile } from './opening-file.ts'

/** How long a browser may take to show its first page before the address is printed instead. */
export const openingPatienceMs = 10_000

export interface OpenWindowPorts {
  /** For people, on stderr. */
  readonly say: (text: string) => void
  readonly folder?: string
  readonly patienceMs?: number
}

export interface OpeningWindow {
  /** The address was used: nothing more is said, and the file goes. */
  redeemed(): void
  /** Gives up waiting and removes the file. */
  close(): void
}

/**
 * Opens one window on a tokened address through a file, so that the token is on no command line.
 * If nobody used the address within 10 s it is printed, with why; it still opens the app then.
 */
export function openWindow(
  url: string,
  browser: BrowserChoice,
  { say, folder = visibleFolder(), patienceMs = openingPatienceMs }: OpenWindowPorts,
): OpeningWindow {
  let file: OpeningFile | undefined
  let over = false
  let timer: NodeJS.Timeout | undefined
  const giveUp = (why: string): void => {
    if (over) return
    clearTimeout(timer)
    over = true
    say(`Open this address in a browser on this machine (${why}):\n  ${url}\n`)
  }
  const end = (): void => {
    over = true
    clearTimeout(timer)
    file?.remove()
  }
  if (browser.kind === 'none') giveUp(browser.why)
  else {
    timer = setTimeout(
      () => giveUp(`${browser.program} was started, but no page came within ${patienceMs / 1_000} seconds`),
      patienceMs,
    )
    try {
      file = writeOpeningFile(url, folder)
      const child = spawn(browser.program, browser.args(file.path, join(folder, 'window')), {
        detached: true,
        stdio: 'ignore',
      })
      child.on('error', (error) => giveUp(`${browser.program} could not be started: ${error.message}`))
      child.on('exit', (code) => {
        if (code !== 0 && code !== null) giveUp(`${browser.program} ended with code ${code}`)
      })
      child.unref()
    } catch (error) {
      giveUp(`the opening file could not be written: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { redeemed: end, close: end }
}
