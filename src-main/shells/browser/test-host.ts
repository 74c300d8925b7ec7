// What the tests of the host share: a host that serves a small page, anew for each test, and callers of all kinds.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { WebSocket } from 'ws'
import { startBrowserHost, type BrowserHost, type BrowserHostOptions } from './host.ts'

let folder: string
export let host: BrowserHost
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-host-'))
  mkdirSync(assetsFolder(), { recursive: true })
  writeFileSync(
    join(folder, 'renderer', 'index.html'),
    '<!doctype html><html><head><title>App</title></head><body></body></html>',
  )
  writeFileSync(join(assetsFolder(), 'app-1234.js'), 'export {}')
  writeFileSync(join(folder, 'secret.js'), 'outside')
  host = await startBrowserHost({ rendererFolder: join(folder, 'renderer') })
})
afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Of the page that is served. */
export const assetsFolder = () => join(folder, 'renderer', 'assets')

/** The same page from a host with other options. */
export async function restart(options: Omit<BrowserHostOptions, 'rendererFolder'>): Promise<void> {
  await host.close()
  host = await startBrowserHost({ rendererFolder: join(folder, 'renderer'), ...options })
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}
export function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: host.port, path, method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }))
    })
    request.on('error', reject).end()
  })
}
/** What comes back for bytes as they are, which no client library would send. */
export function said(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(host.port, '127.0.0.1', () => socket.write(text))
    socket
      .on('data', (chunk: Buffer) => (answer += chunk.toString()))
      .on('end', () => resolve(answer))
      .on('error', reject)
  })
}
export const upgrade = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: ` +
  'websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
export const pathOf = (url: string): string => new URL(url).pathname

/** What a browser keeps after opening: the line's secret. */
export const secretIn = (page: string): string =>
  /localStorage\.setItem\("ascent-secret","([\w-]{32})"\)/.exec(page)![1]!
export const enter = async (): Promise<string> => secretIn((await ask(pathOf(host.newUrl()))).body)

export const ownOrigin = (): string => `http://127.0.0.1:${host.port}`

export function line(
  path: string,
  offered: string[],
  headers: Record<string, string>,
): Promise<{ status: number; socket?: WebSocket }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, offered, { headers })
    socket.on('open', () => resolve({ status: 101, socket }))
    socket.on('unexpected-response', (request, response) => {
      response.resume()
      request.destroy()
      resolve({ status: response.statusCode! })
    })
    socket.on('error', () => {})
  })
}
