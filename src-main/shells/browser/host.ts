import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { hostEndsCode, linePath, lineProtocol } from '../../../src-shared/contract/loopback.ts'
import type { Connection, Transport } from '../../rpc/transport.ts'
import { bearerIsRight, createAccess, hostIsRight, offerIsRight, originIsRight } from './access.ts'
import { refusedPage, welcomePage, type Page } from './pages.ts'
import { appContentSecurityPolicy } from '../content-security-policy.ts'
import { rendererFiles } from '../renderer-files.ts'

export interface BrowserHost extends Transport {
  readonly port: number
  /** For the lock file: with it a second start asks for a fresh address. */
  readonly lockSecret: string
  /** A fresh address that opens the app once. */
  newUrl(): string
  /** Called for each address that was redeemed. */
  onRedeemed(listener: (url: string) => void): void
  /** Clients whose line is open now. */
  clientCount(): number
  close(): Promise<void>
}

export interface BrowserHostOptions {
  /** The folder of the built renderer. */
  readonly rendererFolder: string
  readonly pingEveryMs?: number
  /** How long a request may take to arrive, and how long a caller may take nothing of what it asked for. */
  readonly requestPatienceMs?: number
}

const maxMessageBytes = 16_000_000
/** What is kept for a page that doesn't read. Beyond it its line is closed; once it reads again it catches up anew. */
const mostUnreadBytes = 64_000_000

/** More than a person's tabs need, and few enough that nobody can take the files that the database needs open. */
const maxConnections = 256

/**
 * Serves the app to this machine alone, at 127.0.0.1 and a random port. The page's files hold nothing secret and are
 * for anyone on this machine; the line, with which everything can be done, asks for the secret that one token gave.
 */
export async function startBrowserHost({
  rendererFolder,
  pingEveryMs = 30_000,
  requestPatienceMs = 10_000,
}: BrowserHostOptions): Promise<BrowserHost> {
  const access = createAccess()
  const rendererFile = rendererFiles(rendererFolder)
  const redeemed: ((url: string) => void)[] = []
  const clients = new Set<WebSocket>()
  const sockets = new Set<Socket>()
  let handleConnection: ((connection: Connection) => void) | undefined
  let port = 0

  const urlOf = (token: string): string => `http://127.0.0.1:${port}/open/${token}`
  const patience = {
    headersTimeout: requestPatienceMs,
    requestTimeout: requestPatienceMs,
    connectionsCheckingInterval: requestPatienceMs / 2,
  }
  const server = createServer(patience, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`${request.method} ${request.url?.replace(/\/open\/.*/, '/open/…')}: ${String(error)}\n`)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  server.maxConnections = maxConnections
  // A caller that asks on and on without waiting for answers; a browser opens another connection instead.
  server.maxRequestsPerSocket = 100
  server.on('dropRequest', (_request, socket) => socket.destroy())
  server.setTimeout(requestPatienceMs)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hostIsRight(request, port)) return refuse(response, 421)
    if (request.headers.origin !== undefined && !originIsRight(request, port)) return refuse(response, 403)
    const pathname = addressOf(request, port)?.pathname
    if (pathname === undefined) return refuse(response, 404)
    if (request.method === 'POST' && pathname === '/another-window') {
      if (!bearerIsRight(request, access.lockSecret)) return refuse(response, 403)
      response
        .writeHead(200, { ...commonHeaders, 'content-type': 'application/json' })
        .end(JSON.stringify({ url: urlOf(access.newToken()) }))
      return
    }
    if (pathname.startsWith('/is-waiting/')) {
      if (!bearerIsRight(request, access.lockSecret)) return refuse(response, 403)
      response
        .writeHead(200, { ...commonHeaders, 'content-type': 'application/json' })
        .end(JSON.stringify({ waiting: access.isKnownToken(pathname.slice('/is-waiting/'.length)) }))
      return
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    if (pathname === linePath) return refuse(response, bearerIsRight(request, access.lineSecret) ? 204 : 403)
    if (pathname.startsWith('/open/')) return openOnce(request, response, pathname.slice('/open/'.length))
    return sendFile(request, response, pathname)
  }

  async function sendFile(request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
    const file = await rendererFile(pathname)
    if (file === undefined) return refuse(response, 404)
    response.writeHead(200, {
      ...commonHeaders,
      'content-type': file.contentType,
      'content-security-policy': appContentSecurityPolicy([`ws://127.0.0.1:${port}`]),
      'cache-control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-store',
    })
    response.end(request.method === 'HEAD' ? undefined : file.content)
  }

  function openOnce(request: IncomingMessage, response: ServerResponse, token: string): void {
    if (!access.isKnownToken(token)) return sendPage(response, 403, refusedPage())
    // A look ahead (HEAD, a prefetch) is refused, and does not spend the token.
    if (
      request.method !== 'GET' ||
      request.headers['sec-purpose'] !== undefined ||
      request.headers.purpose === 'prefetch'
    )
      return refuse(response, 405)
    access.redeem(token)
    sendPage(response, 200, welcomePage(access.lineSecret))
    for (const listener of redeemed) listener(urlOf(token))
  }

  const lines = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    // The answer names the protocol alone, and doesn't repeat the secret.
    handleProtocols: () => lineProtocol,
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // From here on nobody else listens: a caller that hangs up in the middle would end the app.
    socket.on('error', () => socket.destroy())
    const status = lineStatus(request)
    if (status === 101) lines.handleUpgrade(request, socket, head, (line) => accept(line))
    else
      socket.end(
        `HTTP/1.1 ${status} ${status === 404 ? 'Not Found' : 'Forbidden'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
        // Now, and not when the caller hangs up: it may never.
        () => socket.destroy(),
      )
  })

  function lineStatus(request: IncomingMessage): 101 | 403 | 404 | 421 {
    if (!hostIsRight(request, port)) return 421
    if (addressOf(request, port)?.pathname !== linePath) return 404
    const allowed = originIsRight(request, port) && offerIsRight(request, access.lineSecret)
    return allowed && handleConnection !== undefined ? 101 : 403
  }

  function accept(line: WebSocket): void {
    clients.add(line)
    let answered = true
    line.on('pong', () => (answered = true))
    // A client that went to sleep without a word would otherwise keep the host alive for ever.
    const pinging = setInterval(() => {
      if (!answered) return line.terminate()
      answered = false
      line.ping()
    }, pingEveryMs)
    line.on('close', () => {
      clearInterval(pinging)
      clients.delete(line)
    })
    // ws ends the line itself after a fault of it (a frame too large, a broken one); 'close' follows.
    line.on('error', (error) => process.stderr.write(`A client's line failed: ${error.message}\n`))
    handleConnection!({
      send(text) {
        if (line.readyState !== line.OPEN) return
        if (line.bufferedAmount > mostUnreadBytes) {
          process.stderr.write('A window has not read what it was sent; its line is closed.\n')
          line.terminate()
        } else line.send(text)
      },
      onMessage: (listener) =>
        line.on('message', (data, isBinary) => (isBinary ? line.close(1003, 'text only') : listener(String(data)))),
      onClose: (listener) => line.on('close', () => listener()),
    })
  }

  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port

  return {
    port,
    lockSecret: access.lockSecret,
    newUrl: () => urlOf(access.newToken()),
    onRedeemed: (listener) => void redeemed.push(listener),
    clientCount: () => clients.size,
    onConnection: (handler) => (handleConnection = handler),
    async close() {
      for (const line of clients) line.close(hostEndsCode, 'Ascent has ended')
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), 500)
      await closed
      clearTimeout(cut)
    },
  }
}

/** null for what is no address: any page can ask for '//', which throws as a URL. */
const addressOf = (request: IncomingMessage, port: number): URL | null =>
  URL.parse(request.url ?? '/', `http://127.0.0.1:${port}`)

const commonHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, commonHeaders).end()
}

function sendPage(response: ServerResponse, status: number, page: Page): void {
  response
    .writeHead(status, {
      ...commonHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': page.contentSecurityPolicy,
    })
    .end(page.html)
}
