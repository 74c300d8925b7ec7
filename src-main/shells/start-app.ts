// `npm start`: builds the page if it must, chooses a shell, and opens a window; a second start opens a window of the
// first.
import { spawn } from 'node:child_process'
import { parseArgs } from 'node:util'
import { runBrowserShell } from './browser/shell.ts'
import { findBrowser } from './browser/find-browser.ts'
import { openingPatienceMs, openWindow } from './browser/open-window.ts'
import { ensureBuilt } from './build/ensure-built.ts'
import { projectRoot } from './build/project-root.ts'
import { chooseShell, hasDisplay, shellNames, type ShellName } from './choose-shell.ts'
import { dataFolder, defaultDatabasePath } from './data-folder.ts'
import { electronState, fetchElectron } from './electron/ensure-electron.ts'
import { describeOwner, inspectLock, lockPathOf, type LockOwner } from './lock-file.ts'
import { progressLine } from './progress-line.ts'
import { askForWindow, isWaiting } from './second-start.ts'

const say = (text: string): void => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`)

const requested = requestedShell()
if (requested !== 'wrong') process.exitCode = await start(requested)

async function start(shell: ShellName | undefined): Promise<number> {
  const owner = inspectLock(lockPathOf(defaultDatabasePath(dataFolder())))
  if (owner?.kind === 'browser') return openAnotherWindow(owner, shell)
  const line = progressLine(process.stderr)
  await ensureBuilt('renderer', (sentence) => line.show(sentence))
  line.end()
  if (owner?.kind === 'electron') return raiseElectron(owner)

  const choice = chooseShell({ requested: shell, electron: electronState(), hasDisplay: hasDisplay() })
  if (choice.chosen === 'browser' || choice.chosen === 'none')
    return runBrowserShell({ root: projectRoot, choice: { chosen: choice.chosen, why: choice.why }, say })
  const electron = choice.chosen === 'electron' ? electronState() : await tryElectron()
  if (electron.kind === 'there') {
    const code = await runElectron(electron.binary)
    if (code === 0 || shell === 'electron') return code
    const why = `Electron ${electron.version} is there but ended with code ${code}`
    return runBrowserShell({ root: projectRoot, choice: { chosen: 'browser', why }, say })
  }
  const why =
    electron.kind === 'failed'
      ? `Electron ${electron.version} could not be downloaded: ${electron.reason}`
      : 'the npm package electron is not installed'
  if (shell === 'electron') {
    say(`${why}. Without --shell electron, Ascent opens in a browser.`)
    return 1
  }
  return runBrowserShell({ root: projectRoot, choice: { chosen: 'browser', why }, say })
}

function requestedShell(): ShellName | undefined | 'wrong' {
  try {
    const { values } = parseArgs({ options: { shell: { type: 'string' } } })
    if (values.shell === undefined || shellNames.includes(values.shell as ShellName))
      return values.shell as ShellName | undefined
    say(`--shell takes ${shellNames.join(', ')}, not "${values.shell}".`)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    say(`${error.message}\nUsage: npm start -- [--shell ${shellNames.join('|')}]`)
  }
  process.exitCode = 2
  return 'wrong'
}

async function openAnotherWindow(owner: LockOwner, shell: ShellName | undefined): Promise<number> {
  const answer = await askForWindow(owner)
  if (!answer.ok) {
    say(`${describeOwner(owner)} is running, but gave no window: ${answer.reason}`)
    return 1
  }
  if (shell === 'none') {
    process.stdout.write(`${answer.url}\n`)
    return 0
  }
  say('Ascent is running already; this opens another window of it.')
  const opening = openWindow(answer.url, findBrowser(), { say })
  // The running host knows when the address was used; until then the file that leads to it must stay.
  const deadlineMs = performance.now() + openingPatienceMs + 1_000
  while (performance.now() < deadlineMs && (await isWaiting(owner, answer.url)))
    await new Promise((resolve) => setTimeout(resolve, 200))
  opening.close()
  return 0
}

async function tryElectron(): ReturnType<typeof fetchElectron> {
  const line = progressLine(process.stderr)
  const state = await fetchElectron({ report: (sentence) => line.show(sentence) })
  line.end()
  return state
}

async function runElectron(binary: string): Promise<number> {
  const line = progressLine(process.stderr)
  await ensureBuilt('electron', (sentence) => line.show(sentence))
  line.end()
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  // Chromium refuses to run as root with its sandbox.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', projectRoot] : [projectRoot]
  const child = spawn(binary, args, { stdio: 'inherit', env })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      say(`${binary} could not be started: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** A second Electron tells the first to show its window, and ends. */
async function raiseElectron(owner: LockOwner): Promise<number> {
  const electron = electronState()
  if (electron.kind === 'there') return runElectron(electron.binary)
  say(`${describeOwner(owner)} is running; its window is open already.`)
  return 0
}
