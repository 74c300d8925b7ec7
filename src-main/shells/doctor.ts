import { existsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { engineThresholds } from '../app.ts'
import type { DoctorLine } from '../app.ts'
import { cacheFolder } from '../engines/tfjs/native-install/cache-folder.ts'
import { findNativeNeeds } from '../engines/tfjs/native-install/needs.ts'
import { tensorflowNativeStatus } from '../engines/tfjs/native-install/status.ts'
import { findBrowser } from './browser/find-browser.ts'
import { bundledNode } from './bundled-node.ts'
import { chooseShell, hasDisplay } from './choose-shell.ts'
import { widePermissions } from '../files/wide-permissions.ts'
import { dataFolder, defaultDatabasePath } from './data-folder.ts'
import { electronState } from './electron/ensure-electron.ts'
import { describeOwner, inspectLock, lockPathOf } from './lock-file.ts'
import { versionOf } from './open-app.ts'
import { wasmSupport } from './wasm-support.ts'

export interface DoctorPorts {
  /** The folder with package.json. */
  readonly root: string
  /** What this process runs in; without it, what `npm start` would choose is told. */
  readonly shell?: { readonly chosen: string; readonly why: string }
}

/**
 * Everything that was found on this machine and what was chosen from it, and why. Looks only: nothing is fetched,
 * loaded or changed.
 */
export async function doctorLines({ root, shell }: DoctorPorts): Promise<DoctorLine[]> {
  return [
    { topic: 'Ascent', found: versionOf(root), why: root },
    ...nodeLines(),
    {
      topic: 'Processor',
      found: `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown'}`,
      why: 'as many runs train at once as there are cores, unless the settings say otherwise',
    },
    ...shellLines(shell),
    testBrowserLine(),
    await nativeLine(),
    autoLine(),
    wasmLine(),
    ...dataLines(),
  ]
}

function nodeLines(): DoctorLine[] {
  const installed = bundledNode()
  const electron = process.versions.electron === undefined ? '' : ` inside Electron ${process.versions.electron}`
  const same = installed !== undefined && installed.version === process.versions.node
  return [
    {
      topic: 'Node, running',
      found: `${process.versions.node}${electron}, V8 ${process.versions.v8}`,
      why: process.execPath,
    },
    {
      topic: 'Node, installed',
      found: installed?.version ?? 'none',
      why:
        installed === undefined
          ? `no package carries Node for ${process.platform} ${process.arch}`
          : same
            ? 'the same: runs can be repeated bit by bit'
            : `${installed.binary}; npm scripts and trainers run under it`,
    },
  ]
}

function shellLines(running: DoctorPorts['shell']): DoctorLine[] {
  const electron = electronState()
  const browser = findBrowser()
  const choice = running ?? chooseShell({ requested: undefined, electron, hasDisplay: hasDisplay() })
  const electronFound = {
    there: 'there',
    untried: 'not fetched yet',
    failed: 'could not be downloaded',
    'no-package': 'not installed',
  }[electron.kind]
  const electronWhy =
    electron.kind === 'there'
      ? electron.binary
      : electron.kind === 'failed'
        ? `${electron.reason}; npm start -- --shell electron tries again`
        : electron.kind === 'untried'
          ? 'npm start fetches it where there is a display'
          : 'the npm package electron is missing'
  return [
    {
      topic: 'Display',
      found: hasDisplay() ? (process.env.WAYLAND_DISPLAY ?? process.env.DISPLAY ?? 'there') : 'none',
      why: hasDisplay() ? 'windows can be opened' : 'neither DISPLAY nor WAYLAND_DISPLAY is set',
    },
    {
      topic: 'Electron',
      found: 'version' in electron ? `${electron.version}, ${electronFound}` : electronFound,
      why: electronWhy,
    },
    {
      topic: 'Browser',
      found: browser.kind === 'none' ? 'none: the address is printed' : browser.program,
      why: browser.why,
    },
    {
      topic: 'Shell',
      found: choice.chosen === 'try-electron' ? 'electron, once it is fetched' : choice.chosen,
      why: choice.why,
    },
  ]
}

function testBrowserLine(): DoctorLine {
  const topic = 'Chromium for tests'
  if (process.env.ASCENT_TEST_CHROMIUM)
    return { topic, found: process.env.ASCENT_TEST_CHROMIUM, why: 'ASCENT_TEST_CHROMIUM names it' }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return { topic, found: "the machine's own", why: 'the packaged one is for Linux x64 only' }
  const version = packageVersion('@sparticuz/chromium')
  if (version === undefined)
    return { topic, found: 'none', why: 'the npm package @sparticuz/chromium is missing; npm install adds it' }
  const folder = join(cacheFolder(), `chromium-${version}-linux-x64`)
  return { topic, found: version, why: existsSync(folder) ? `unpacked in ${folder}` : 'npm test unpacks it' }
}

async function nativeLine(): Promise<DoctorLine> {
  const topic = 'TensorFlow native'
  const status = tensorflowNativeStatus()
  if (status.installed) return { topic, found: status.tensorflowVersion, why: status.folder }
  const needs = await findNativeNeeds()
  if ('missing' in needs) return { topic, found: 'not set up', why: needs.missing }
  return {
    topic,
    found: 'not set up',
    why: `${status.reason} (${needs.pip.join(' ')} and ${needs.compiler} were found)`,
  }
}

function autoLine(): DoctorLine {
  const { nativeFromWidth, nativeFromBatch } = engineThresholds
  const isThere = tensorflowNativeStatus().installed
  const wide = `layers of ${nativeFromWidth} units and steps through ${nativeFromBatch} rows`
  return {
    topic: 'Engine, auto',
    found: isThere ? `simd; TensorFlow native from ${wide} on` : 'simd',
    why: isThere
      ? 'npm run bench measures both'
      : `TensorFlow native, which would be used from ${wide} on, is not set up`,
  }
}

function wasmLine(): DoctorLine {
  const { simd, relaxedSimd } = wasmSupport()
  const found = relaxedSimd ? 'SIMD and relaxed SIMD' : simd ? 'SIMD' : 'no SIMD'
  return {
    topic: 'WebAssembly',
    found,
    why: relaxedSimd
      ? 'the simd engine multiplies and adds in one step'
      : simd
        ? 'the simd engine runs its plain build'
        : 'the simd engine cannot run here',
  }
}

function dataLines(): DoctorLine[] {
  const folder = dataFolder()
  const database = defaultDatabasePath(folder)
  const owner = existsSync(folder) ? inspectLock(lockPathOf(database)) : undefined
  const size = existsSync(database) ? `${(statSync(database).size / 1e6).toFixed(1)} MB` : 'none yet'
  return [
    {
      topic: 'Data folder',
      found: folder,
      why:
        widePermissions([folder, database]) ??
        (process.env.ASCENT_HOME ? 'ASCENT_HOME names it' : "the platform's folder for an application's data"),
    },
    { topic: 'Database', found: size, why: database },
    {
      topic: 'Owner',
      found: owner === undefined ? 'nobody' : describeOwner(owner),
      why:
        owner === undefined
          ? 'the next start may write'
          : 'others can read; starting Ascent again opens another window',
    },
    {
      topic: 'Cache folder',
      found: cacheFolder(),
      why: process.env.ASCENT_CACHE ? 'ASCENT_CACHE names it' : 'for files that can be downloaded again',
    },
  ]
}

/** By its files: some packages export no package.json. */
function packageVersion(name: string): string | undefined {
  const requireHere = createRequire(import.meta.url)
  try {
    return versionOf(dirname(dirname(requireHere.resolve(name))))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** For a terminal: topics in one column, and under each finding why. */
export function formatDoctorLines(lines: readonly DoctorLine[]): string {
  const width = Math.max(...lines.map((line) => line.topic.length))
  return lines.map((line) => `${line.topic.padEnd(width)}  ${line.found}\n${' '.repeat(width)}  ${line.why}\n`).join('')
}
