import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { cacheFolder } from '../../engines/tfjs/native-install/cache-folder.ts'

const requireHere = createRequire(import.meta.url)

/**
 * Whether Electron's binary is there. Found by its files: loading the package `electron` under plain Node would start
 * its download.
 */
export type ElectronState =
  | { readonly kind: 'there'; readonly version: string; readonly binary: string }
  | { readonly kind: 'untried'; readonly version: string }
  | { readonly kind: 'failed'; readonly version: string; readonly reason: string }
  | { readonly kind: 'no-package' }

const failureRecord = z.object({ version: z.string(), reason: z.string() })
const failurePath = (version: string, cache: string): string => join(cache, `electron-${version}-failed.json`)

export function electronState(packageFolder = findPackage(), cache = cacheFolder()): ElectronState {
  if (packageFolder === undefined) return { kind: 'no-package' }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')))
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist')
  const pathFile = join(packageFolder, 'path.txt')
  if (existsSync(pathFile)) {
    const binary = join(dist, readFileSync(pathFile, 'utf8'))
    if (existsSync(binary)) return { kind: 'there', version, binary }
  }
  if (!existsSync(failurePath(version, cache))) return { kind: 'untried', version }
  const { reason } = failureRecord.parse(JSON.parse(readFileSync(failurePath(version, cache), 'utf8')))
  return { kind: 'failed', version, reason }
}

export interface FetchElectronOptions {
  readonly report: (sentence: string) => void
  readonly packageFolder?: string
  readonly cache?: string
  /** The try ends when so long nothing arrived: a server may accept and never answer. */
  readonly patienceMs?: number
}

/** Fetches Electron's binary. A failure is remembered for this version, so that the next start does not wait again. */
export async function fetchElectron({
  report,
  packageFolder = findPackage(),
  cache = cacheFolder(),
  patienceMs = 20_000,
}: FetchElectronOptions): Promise<ElectronState> {
  const before = electronState(packageFolder, cache)
  if (packageFolder === undefined || before.kind === 'there' || before.kind === 'no-package') return before
  const { version } = before
  const outcome = await runInstaller(packageFolder, version, report, patienceMs)
  const after = electronState(packageFolder, cache)
  if (after.kind === 'there') {
    rmSync(failurePath(version, cache), { force: true })
    return after
  }
  mkdirSync(cache, { recursive: true })
  writeFileSync(
    failurePath(version, cache),
    JSON.stringify({ version, reason: outcome } satisfies z.infer<typeof failureRecord>),
  )
  return { kind: 'failed', version, reason: outcome }
}

async function runInstaller(
  packageFolder: string,
  version: string,
  report: (sentence: string) => void,
  patienceMs: number,
): Promise<string> {
  const temporary = mkdtempSync(join(tmpdir(), 'ascent-electron-'))
  const environment = {
    ...process.env,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    ELECTRON_GET_NO_PROGRESS: '1',
  }
  const child = spawn(process.execPath, [join(packageFolder, 'install.js')], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let lastLine = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on(
      'data',
      (chunk: Buffer) =>
        (lastLine =
          chunk
            .toString()
            .trim()
            .split('\n')
            .find((line) => line.trim() !== '')
            ?.trim() ?? lastLine),
    )
  }
  report(`Fetching Electron ${version} (about 110 MB)`)
  let [bytes, changedAtMs] = [0, performance.now()]
  let timedOut = false
  const timer = setInterval(
    () => {
      void Promise.all([folderBytes(temporary), folderBytes(join(packageFolder, 'dist'))]).then(
        ([downloaded, unpacked]) => {
          if (downloaded + unpacked !== bytes) {
            bytes = downloaded + unpacked
            changedAtMs = performance.now()
            report(
              unpacked > 0
                ? `Unpacking Electron ${version}: ${(unpacked / 1e6).toFixed(0)} MB`
                : `Fetching Electron ${version}: ${(downloaded / 1e6).toFixed(0)} MB`,
            )
          } else if (performance.now() - changedAtMs > patienceMs && !timedOut) {
            timedOut = true
            child.kill('SIGKILL')
          }
        },
      )
    },
    Math.min(500, patienceMs / 4),
  )
  try {
    const exit = await new Promise<string>((resolve) => {
      child.on('error', (error) => resolve(error.message))
      child.on('close', (code) => resolve(code === 0 ? '' : lastLine || `the installer ended with code ${code}`))
    })
    return timedOut
      ? `nothing arrived for ${patienceMs / 1_000} seconds`
      : exit || 'the installer ended without a binary'
  } finally {
    clearInterval(timer)
    rmSync(temporary, { recursive: true, force: true })
  }
}

async function folderBytes(folder: string): Promise<number> {
  if (!existsSync(folder)) return 0
  const names = await readdir(folder, { recursive: true })
  // A file may go between listing and asking.
  return names.reduce((sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

function findPackage(): string | undefined {
  try {
    return dirname(requireHere.resolve('electron/package.json'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
