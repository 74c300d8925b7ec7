import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startBrowserHost, type BrowserHost } from './host.ts'

let folder: string
let host: BrowserHost
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-host-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(
    join(folder, 'renderer', 'index.html'),
    '<!doctype html><html><head><title>App</title></head><body></body></html>',
  )
  writeFileSync(join(folder, 'renderer', 'assets', 'app-1234.js'), 'export {}')
  writeFileSync(join(folder, 'secret.js'), 'outside')
  host = await startBrowserHost({ rendererFolder: join(folder, 'renderer') })
})
afterEach(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
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
function said(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(host.port, '127.0.0.1', () => socket.write(text))
    socket
      .on('data', (chunk: Buffer) => (answer += chunk.toString()))
      .on('end', () => resolve(answer))
      .on('error', reject)
  })
}
const pathOf = (url: string): string => new URL(url).pathname

/** What a browser has after opening: the cookie, and the secret of the page. */
async function enter(): Promise<{ cookie: string; secret: string }> {
  const opened = await ask(pathOf(host.newUrl()))
  const cookie = opened.headers['set-cookie']![0]!.split(';')[0]!
  const page = await ask('/', { cookie })
  return { cookie, secret: /name="ascent-secret" content="([^"]+)"/.exec(page.body)![1]! }
}

function line(path: string, headers: Record<string, string>): Promise<{ status: number; socket?: WebSocket }> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.on('open', () => resolve({ status: 101, socket }))
    socket.on('unexpected-response', (request, response) => {
      response.resume()
      request.destroy()
      resolve({ status: response.statusCode! })
    })
    socket.on('error', () => {})
  })
}

describe('opening', () => {
  it('exchanges a token once for a cookie that scripts cannot read, and answers with a page that goes on by script', async () => {
    const url = host.newUrl()
    const redeemed: string[] = []
    host.onRedeemed((used) => redeemed.push(used))
    const first = await ask(pathOf(url))
    expect(first.status).toBe(200)
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^ascent-[0-9a-f]{12}=[\w-]{32}; Path=\/; HttpOnly; SameSite=Strict$/),
    ])
    expect(first.body).toContain("location.replace('/')")
    expect(first.headers['content-security-policy']).toContain("default-src 'none'")
    expect(redeemed).toEqual([url])
    const second = await ask(pathOf(url))
    expect(second.status).toBe(403)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.body).toContain('This link has been used')
  })

  it('does not spend the token on a refused request', async () => {
    const path = pathOf(host.newUrl())
    expect((await ask(path, { host: 'evil.example' })).status).toBe(421)
    expect((await ask(path, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await ask(path, { 'sec-purpose': 'prefetch' })).status).toBe(405)
    expect((await ask(path, {}, 'HEAD')).status).toBe(405)
    expect((await ask(path, {}, 'POST')).status).toBe(405)
    expect((await ask(path)).status).toBe(200)
  })
})

describe('the files', () => {
  it('come with the cookie only, under a policy that lets no foreign code in', async () => {
    expect((await ask('/')).status).toBe(403)
    expect((await ask('/assets/app-1234.js', { cookie: 'ascent-000000000000=x' })).status).toBe(403)
    const { cookie } = await enter()
    const page = await ask('/', { cookie })
    expect(page.status).toBe(200)
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    )
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.headers['cache-control']).toBe('no-store')
    const script = await ask('/assets/app-1234.js', { cookie })
    expect(script).toMatchObject({ status: 200, body: 'export {}' })
    expect(script.headers['content-type']).toMatch(/javascript/)
  })

  it('end at the renderer folder', async () => {
    const { cookie } = await enter()
    for (const path of [
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/assets/..%2f..%2fsecret.js',
      '/..%5csecret.js',
      '/%',
      '/assets',
      '/nothing.js',
    ]) {
      expect((await ask(path, { cookie })).status).toBe(404)
    }
  })

  it('are not there for a wrong Host, whatever else is right', async () => {
    const { cookie } = await enter()
    for (const wrong of ['localhost', `localhost:${host.port}`, 'evil.example', `127.0.0.1:${host.port + 1}`]) {
      const answer = await ask('/', { cookie, host: wrong })
      expect(answer).toMatchObject({ status: 421, body: '' })
    }
  })
})

describe('the line at /rpc', () => {
  it('answers 101 with cookie, secret and own Origin, and carries text both ways', async () => {
    const { cookie, secret } = await enter()
    const heard: string[] = []
    const closed = Promise.withResolvers<void>()
    host.onConnection((connection) => {
      connection.onMessage((text) => {
        heard.push(text)
        connection.send(`heard ${text}`)
      })
      connection.onClose(() => closed.resolve())
    })
    const origin = `http://127.0.0.1:${host.port}`
    const { status, socket } = await line(`/rpc?secret=${secret}`, { cookie, origin })
    expect(status).toBe(101)
    const answer = new Promise((resolve) => socket!.once('message', (data) => resolve(String(data))))
    socket!.send('hello')
    expect(await answer).toBe('heard hello')
    expect(host.clientCount()).toBe(1)
    socket!.close()
    await closed.promise
    expect(host.clientCount()).toBe(0)
    expect(heard).toEqual(['hello'])
  })

  it('refuses a foreign Origin, none, a missing cookie, a missing or wrong secret, a wrong Host and another path', async () => {
    const { cookie, secret } = await enter()
    host.onConnection(() => {
      throw new Error('nobody may come through')
    })
    const origin = `http://127.0.0.1:${host.port}`
    const right = `/rpc?secret=${secret}`
    expect((await line(right, { cookie, origin: 'http://evil.example' })).status).toBe(403)
    expect((await line(right, { cookie, origin: `http://127.0.0.1:${host.port + 1}` })).status).toBe(403)
    expect((await line(right, { cookie, origin: 'null' })).status).toBe(403)
    expect((await line(right, { cookie })).status).toBe(403)
    expect((await line(right, { origin })).status).toBe(403)
    expect((await line(right, { origin, cookie: cookie.replace(/=.*/, '=wrong') })).status).toBe(403)
    expect((await line('/rpc', { cookie, origin })).status).toBe(403)
    expect((await line('/rpc?secret=wrong', { cookie, origin })).status).toBe(403)
    expect((await line(right, { cookie, origin, host: 'evil.example' })).status).toBe(421)
    expect((await line('/other', { cookie, origin })).status).toBe(404)
    expect(host.clientCount()).toBe(0)
  })

  it('outlives what is no address, and callers that hang up at once', async () => {
    const upgrade = (path: string): string =>
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: ` +
      'websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
    // '//' is a path that any page's WebSocket can ask for, and that no URL can be made of.
    expect(await said(upgrade('//'))).toMatch(/^HTTP\/1.1 404 /)
    expect(await said(`GET // HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 404 /,
    )
    for (let call = 0; call < 20; call++) {
      await new Promise<void>((resolve) => {
        const socket = connect(host.port, '127.0.0.1', () => {
          socket.write(upgrade('/rpc'), () => socket.resetAndDestroy())
        }).on('close', () => resolve())
      })
    }
    expect((await ask('/')).status).toBe(403)
  })

  it('loses a client that no longer answers', async () => {
    await host.close()
    host = await startBrowserHost({ rendererFolder: join(folder, 'renderer'), pingEveryMs: 50 })
    const { cookie, secret } = await enter()
    const lost = Promise.withResolvers<void>()
    host.onConnection((connection) => connection.onClose(() => lost.resolve()))
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc?secret=${secret}`, {
      headers: { cookie, origin: `http://127.0.0.1:${host.port}` },
      autoPong: false,
    })
    socket.on('error', () => {})
    await lost.promise
    expect(host.clientCount()).toBe(0)
  })
})

describe('a second start', () => {
  it('gets a fresh address with the secret of the lock file, and nothing without', async () => {
    expect((await ask('/another-window', {}, 'POST')).status).toBe(403)
    expect((await ask('/another-window', { authorization: 'Bearer wrong' }, 'POST')).status).toBe(403)
    expect(
      (
        await ask(
          '/another-window',
          { authorization: `Bearer ${host.lockSecret}`, origin: 'http://evil.example' },
          'POST',
        )
      ).status,
    ).toBe(403)
    const answer = await ask('/another-window', { authorization: `Bearer ${host.lockSecret}` }, 'POST')
    const { url } = JSON.parse(answer.body) as { url: string }
    const waiting = async (): Promise<unknown> =>
      JSON.parse(
        (await ask(pathOf(url).replace('/open/', '/is-waiting/'), { authorization: `Bearer ${host.lockSecret}` })).body,
      )
    expect((await ask(pathOf(url).replace('/open/', '/is-waiting/'))).status).toBe(403)
    expect(await waiting()).toEqual({ waiting: true })
    expect((await ask(pathOf(url))).status).toBe(200)
    expect(await waiting()).toEqual({ waiting: false })
  })
})
