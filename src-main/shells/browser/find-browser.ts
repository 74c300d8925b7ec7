import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'

/** How a window is opened, and why this way. */
export type BrowserChoice =
  | {
      readonly kind: 'app-window' | 'named' | 'default'
      readonly program: string
      readonly args: (file: string, profileFolder: string) => string[]
      readonly why: string
    }
  | { readonly kind: 'none'; readonly why: string }

export interface BrowserSearch {
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly platform?: NodeJS.Platform
  readonly isRoot?: boolean
  /** Whether a path is a program; for tests. */
  readonly isProgram?: (path: string) => boolean
}

const chromiumNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
  'vivaldi-stable',
]
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const windowsPlaces = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
]

/** Chromium takes an address as an application's window: no tabs, no address bar, and a profile of its own. */
const appWindowArgs =
  (isRoot: boolean) =>
  (file: string, profileFolder: string): string[] => [
    `--app=${fileUrl(file)}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    // Chromium refuses to run as root with its sandbox; --test-type keeps it from showing a warning bar about that.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
  ]

export function findBrowser(search: BrowserSearch = {}): BrowserChoice {
  const {
    env = process.env,
    platform = process.platform,
    isRoot = process.getuid?.() === 0,
    isProgram = isExecutable,
  } = search
  const appWindow = appWindowArgs(isRoot)
  const named = env.ASCENT_BROWSER
  if (named) {
    return {
      kind: 'named',
      program: named,
      args: looksLikeChromium(named) ? appWindow : (file) => [file],
      why: `ASCENT_BROWSER names ${named}`,
    }
  }
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY)
    return { kind: 'none', why: 'no display was found (neither DISPLAY nor WAYLAND_DISPLAY is set)' }
  const found = chromiumPlaces(platform, env).find(isProgram)
  if (found !== undefined)
    return {
      kind: 'app-window',
      program: found,
      args: appWindow,
      why: `${found} was found: Ascent gets a window of its own`,
    }
  if (platform === 'darwin')
    return {
      kind: 'default',
      program: 'open',
      args: (file) => [file],
      why: 'no Chromium was found, so the default browser opens',
    }
  if (platform === 'win32')
    return {
      kind: 'default',
      program: 'rundll32',
      args: (file) => ['url.dll,FileProtocolHandler', file],
      why: 'no Chromium was found, so the default browser opens',
    }
  const xdgOpen = inPath('xdg-open', env).find(isProgram)
  if (xdgOpen !== undefined)
    return {
      kind: 'default',
      program: xdgOpen,
      args: (file) => [file],
      why: 'no Chromium was found, so the default browser opens',
    }
  return { kind: 'none', why: 'neither a Chromium nor xdg-open was found' }
}

const looksLikeChromium = (program: string): boolean => /chrom|edge|brave|vivaldi/i.test(basename(program))

/** A Chromium that can work without a window, whatever shows the app; undefined where there is none. */
export function findChromium(search: Pick<BrowserSearch, 'env' | 'platform' | 'isProgram'> = {}): string | undefined {
  const { env = process.env, platform = process.platform, isProgram = isExecutable } = search
  const named = env.ASCENT_BROWSER
  if (named && looksLikeChromium(named) && isProgram(named)) return named
  return chromiumPlaces(platform, env).find(isProgram)
}

function chromiumPlaces(platform: NodeJS.Platform, env: NonNullable<BrowserSearch['env']>): string[] {
  if (platform === 'darwin') return macApplications.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((root) => root !== undefined)
    return roots.flatMap((root) => windowsPlaces.map((place) => `${root}\\${place}`))
  }
  return chromiumNames.flatMap((name) => inPath(name, env))
}

const inPath = (name: string, env: NonNullable<BrowserSearch['env']>): string[] =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))

const fileUrl = (path: string): string =>
  path.startsWith('/')
    ? `file://${path.split('/').map(encodeURIComponent).join('/')}`
    : `file:///${path.replaceAll('\\', '/')}`

function isExecutable(path: string): boolean {
  if (!existsSync(path) || !statSync(path).isFile()) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return false
    throw error
  }
}
