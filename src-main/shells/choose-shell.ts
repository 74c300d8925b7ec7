import type { ElectronState } from './electron/ensure-electron.ts'

export const shellNames = ['browser', 'electron', 'none'] as const
export type ShellName = (typeof shellNames)[number]

export interface ShellChoice {
  readonly chosen: ShellName | 'try-electron'
  readonly why: string
}

export interface Surroundings {
  readonly requested: ShellName | undefined
  readonly electron: ElectronState
  readonly hasDisplay: boolean
}

export const hasDisplay = (
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean => platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)

/** Which shell opens the app, and why. `try-electron` is a try to fetch its binary first. */
export function chooseShell({ requested, electron, hasDisplay }: Surroundings): ShellChoice {
  const asked = `--shell ${requested} asks for it`
  if (requested === 'browser' || requested === 'none') return { chosen: requested, why: asked }
  if (electron.kind === 'no-package') return { chosen: 'browser', why: 'the npm package electron is not installed' }
  if (requested === 'electron') return { chosen: electron.kind === 'there' ? 'electron' : 'try-electron', why: asked }
  if (!hasDisplay)
    return { chosen: 'browser', why: 'there is no display for Electron (neither DISPLAY nor WAYLAND_DISPLAY is set)' }
  if (electron.kind === 'there') return { chosen: 'electron', why: `Electron ${electron.version} is there` }
  if (electron.kind === 'untried')
    return { chosen: 'try-electron', why: `Electron ${electron.version} was not fetched yet` }
  return {
    chosen: 'browser',
    why: `Electron ${electron.version} could not be downloaded (${electron.reason}); npm start -- --shell electron tries again`,
  }
}
