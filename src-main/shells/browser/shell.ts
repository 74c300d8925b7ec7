import { childProcessLauncher } from '../child-process-launcher.ts'
import { rendererFolder } from '../build/project-root.ts'
import { compileCacheFolder } from '../data-folder.ts'
import { doctorLines } from '../doctor.ts'
import { openApp } from '../open-app.ts'
import { chromiumPrinter } from '../print/chromium-printer.ts'
import { findBrowser } from './find-browser.ts'
import { startBrowserHost } from './host.ts'
import { endWhenIdle } from './idle-end.ts'
import { openWindow, type OpeningWindow } from './open-window.ts'

export interface BrowserShellPorts {
  readonly root: string
  /** `none` prints the address alone on stdout and serves until it is stopped. */
  readonly choice: { readonly chosen: 'browser' | 'none'; readonly why: string }
  say(text: string): void
}

/**
 * Serves the app to a browser on this machine. Resolves with an exit code when it was stopped, or when nobody needs it
 * any more.
 */
export async function runBrowserShell({ root, choice, say }: BrowserShellPorts): Promise<number> {
  const host = await startBrowserHost({ rendererFolder })
  const opened = openApp({
    shell: 'browser',
    root,
    launcher: childProcessLauncher({ compileCacheFolder: compileCacheFolder() }),
    doctor: () => doctorLines({ root, shell: choice }),
    printer: chromiumPrinter(),
    onOwned: (lock) => lock.announce({ port: host.port, secret: host.lockSecret }),
    say,
  })
  if (!opened.ok) {
    await host.close()
    say(opened.error.reason)
    return 1
  }
  const { app, close } = opened.value
  app.dispatcher.serve(host)

  const ended = Promise.withResolvers<number>()
  const url = host.newUrl()
  let opening: OpeningWindow | undefined
  host.onRedeemed((used) => used === url && opening?.redeemed())
  if (choice.chosen === 'none') process.stdout.write(`${url}\n`)
  else {
    say(`Ascent opens in a browser, because ${choice.why}.`)
    opening = openWindow(url, findBrowser(), { say })
  }
  const idle =
    choice.chosen === 'none'
      ? undefined
      : endWhenIdle({ clientCount: host.clientCount, isBusy: app.isBusy, onIdle: () => ended.resolve(0) })

  // A first signal ends in order: what trains is paused and goes on at the next start. A second one is obeyed at once.
  const stop = (): void => ended.resolve(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
  const code = await ended.promise
  idle?.stop()
  opening?.close()
  await Promise.all([host.close(), close()])
  return code
}
