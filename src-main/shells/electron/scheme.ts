import { appContentSecurityPolicy } from '../content-security-policy.ts'
import { rendererFiles } from '../renderer-files.ts'
import type { ElectronModule } from './electron-module.ts'

export const appScheme = 'ascent'
const appOrigin = `${appScheme}://app`
export const appUrl = `${appOrigin}/`

/** Before `ready`: the scheme has origins of its own, and counts as secure. */
export function registerScheme(protocol: ElectronModule['protocol']): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** After `ready`: the built renderer under ascent://app/, and nothing else. */
export function serveScheme(protocol: ElectronModule['protocol'], rendererFolder: string): void {
  const rendererFile = rendererFiles(rendererFolder)
  protocol.handle(appScheme, async (request) => {
    const { host, pathname } = new URL(request.url)
    const file = host === 'app' && request.method === 'GET' ? await rendererFile(pathname) : undefined
    if (file === undefined) return new Response(null, { status: 404 })
    return new Response(new Uint8Array(file.content), {
      headers: {
        'content-type': file.contentType,
        'content-security-policy': appContentSecurityPolicy([]),
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

export const isAppUrl = (url: string): boolean =>
  url === appUrl || url.startsWith(`${appUrl}?`) || url.startsWith(`${appUrl}#`)
