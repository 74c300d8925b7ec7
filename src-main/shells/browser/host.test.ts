import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Connection } from '../../rpc/transport.ts'
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
const upgrade = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: ` +
  'websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
const pathOf = (url: string): string => new URL(url).pathname

/** What a browser keeps after opening: the line's secret. */
const secretIn = (page: string): string => /localStorage\.setItem\("ascent-secret","([\w-]{32})"\)/.exec(page)![1]!
const enter = async (): Promise<string> => secretIn((await ask(pathOf(host.newUrl()))).body)

const ownOrigin = (): string => `http://127.0.0.1:${host.port}`

function line(
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

describe('opening', () => {
  it('exchanges a token once for the secret, in a page that keeps it for this origin and goes on by script', async () => {
    const url = host.newUrl()
    const redeemed: string[] = []
    host.onRedeemed((used) => redeemed.push(used))
    const first = await ask(pathOf(url))
    expect(first.status).toBe(200)
    expect(secretIn(first.body)).toBeTruthy()
    expect(first.body).toContain("location.replace('/')")
    expect(first.headers['content-security-policy']).toContain("default-src 'none'")
    expect(first.headers['cache-control']).toBe('no-store')
    // A cookie would go to every other port of this machine.
    expect(first.headers['set-cookie']).toBeUndefined()
    expect(redeemed).toEqual([url])
    const second = await ask(pathOf(url))
    expect(second.status).toBe(403)
    expect(second.body).not.toContain(secretIn(first.body))
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
  it('are for anyone on this machine, hold nothing secret, and let no foreign code in', async () => {
    const secret = await enter()
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.body).not.toContain(secret)
    expect(page.headers['set-cookie']).toBeUndefined()
    expect(page.headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
    )
    expect(page.headers['x-content-type-options']).toBe('nosniff')
    expect(page.headers['cross-origin-resource-policy']).toBe('same-origin')
    expect(page.headers['cache-control']).toBe('no-store')
    const script = await ask('/assets/app-1234.js')
    expect(script).toMatchObject({ status: 200, body: 'export {}' })
    expect(script.headers['content-type']).toMatch(/javascript/)
    expect(await ask('/assets/app-1234.js', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('end at the renderer folder', async () => {
    for (const path of [
      '/../secret.js',
      '/..%2fsecret.js',
      '/%2e%2e/secret.js',
      '/assets/..%2f..%2fsecret.js',
      '/..%5csecret.js',
      '/%',
      '/assets',
      '/nothing.js',
      `/${'long'.repeat(2_000)}.js`,
    ]) {
      expect((await ask(path)).status).toBe(404)
    }
  })

  it('are not there for a wrong Host, whatever else is right', async () => {
    const secret = await enter()
    for (const wrong of ['localhost', `localhost:${host.port}`, 'evil.example', `127.0.0.1:${host.port + 1}`]) {
      const answer = await ask('/', { authorization: `Bearer ${secret}`, host: wrong })
      expect(answer).toMatchObject({ status: 421, body: '' })
    }
  })
})

describe('the line at /rpc', () => {
  it('answers 101 with secret and own Origin, without repeating the secret, and carries text both ways', async () => {
    const secret = await enter()
    const heard: string[] = []
    const closed = Promise.withResolvers<void>()
    host.onConnection((connection) => {
      connection.onMessage((text) => {
        heard.push(text)
        connection.send(`heard ${text}`)
      })
      connection.onClose(() => closed.resolve())
    })
    const { status, socket } = await line('/rpc', ['ascent', secret], { origin: ownOrigin() })
    expect(status).toBe(101)
    expect(socket!.protocol).toBe('ascent')
    const answer = new Promise((resolve) => socket!.once('message', (data) => resolve(String(data))))
    socket!.send('hello')
    expect(await answer).toBe('heard hello')
    expect(host.clientCount()).toBe(1)
    socket!.close()
    await closed.promise
    expect(host.clientCount()).toBe(0)
    expect(heard).toEqual(['hello'])
  })

  it('refuses a foreign Origin, none, a missing or wrong secret, a wrong Host and another path', async () => {
    const secret = await enter()
    host.onConnection(() => {
      throw new Error('nobody may come through')
    })
    const origin = ownOrigin()
    const right = ['ascent', secret]
    expect((await line('/rpc', right, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await line('/rpc', right, { origin: `http://127.0.0.1:${host.port + 1}` })).status).toBe(403)
    expect((await line('/rpc', right, { origin: 'null' })).status).toBe(403)
    expect((await line('/rpc', right, {})).status).toBe(403)
    expect((await line('/rpc', [], { origin })).status).toBe(403)
    expect((await line('/rpc', ['ascent'], { origin })).status).toBe(403)
    expect((await line('/rpc', ['ascent', 'wrong'], { origin })).status).toBe(403)
    expect((await line('/rpc', [secret, 'ascent'], { origin })).status).toBe(403)
    expect((await line('/rpc', right, { origin, host: 'evil.example' })).status).toBe(421)
    expect((await line('/other', right, { origin })).status).toBe(404)
    expect(host.clientCount()).toBe(0)
  })

  it('takes neither the cookie nor the address of earlier versions', async () => {
    const secret = await enter()
    host.onConnection(() => {
      throw new Error('nobody may come through')
    })
    const headers = { origin: ownOrigin(), cookie: `ascent-0123456789ab=${secret}` }
    expect((await line(`/rpc?secret=${secret}`, [], headers)).status).toBe(403)
    expect((await ask('/rpc', headers)).status).toBe(403)
  })

  it('tells a page that asks first whether it would be let in', async () => {
    const secret = await enter()
    expect((await ask('/rpc', { authorization: `Bearer ${secret}` })).status).toBe(204)
    expect((await ask('/rpc', { authorization: 'Bearer wrong' })).status).toBe(403)
    expect((await ask('/rpc')).status).toBe(403)
    expect((await ask('/rpc', { authorization: `Bearer ${secret}`, origin: 'http://evil.example' })).status).toBe(403)
  })

  it('outlives what is no address, and callers that hang up at once', async () => {
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
    expect((await ask('/')).status).toBe(200)
  })

  it('loses a client that no longer answers', async () => {
    await host.close()
    host = await startBrowserHost({ rendererFolder: join(folder, 'renderer'), pingEveryMs: 50 })
    const secret = await enter()
    const lost = Promise.withResolvers<void>()
    host.onConnection((connection) => connection.onClose(() => lost.resolve()))
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, ['ascent', secret], {
      headers: { origin: ownOrigin() },
      autoPong: false,
    })
    socket.on('error', () => {})
    await lost.promise
    expect(host.clientCount()).toBe(0)
  })
})

describe('a client that does not read', () => {
  it('is closed at a limit of what is kept for it, and may come again', async () => {
    const secret = await enter()
    const connections: Connection[] = []
    let isGone = false
    host.onConnection((connection) => {
      connections.push(connection)
      connection.onClose(() => (isGone = true))
    })
    const frozen = await line('/rpc', ['ascent', secret], { origin: ownOrigin() })
    frozen.socket!.pause()
    const megabyte = 'x'.repeat(1_000_000)
    let megabytes = 0
    for (; megabytes < 500 && !isGone; megabytes++) {
      connections[0]!.send(megabyte)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(isGone).toBe(true)
    // What the system itself keeps comes on top.
    expect(megabytes).toBeLessThan(120)
    const again = await line('/rpc', ['ascent', secret], { origin: ownOrigin() })
    const heard = new Promise((resolve) => again.socket!.once('message', (data: Buffer) => resolve(data.toString())))
    connections[1]!.send('what was missed')
    expect(await heard).toBe('what was missed')
    again.socket!.close()
  })
})

describe('callers that hold the host up', () => {
  const restart = async (requestPatienceMs: number): Promise<void> => {
    await host.close()
    host = await startBrowserHost({ rendererFolder: join(folder, 'renderer'), requestPatienceMs })
  }
  const callerSaying = (text: string): Socket => {
    const socket = connect({ port: host.port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(text))
    return socket.on('error', () => {})
  }
  const closed = (socket: Socket): Promise<unknown> =>
    new Promise((resolve) => (socket.closed ? resolve(null) : socket.once('close', resolve)))

  it('are cut off after a refused upgrade, also when they do not hang up', async () => {
    const caller = callerSaying(upgrade('/rpc'))
    caller.resume()
    // What still listens at the other end would take this for ever.
    const talking = setInterval(() => caller.write('still here'), 20)
    await closed(caller)
    clearInterval(talking)
    expect(caller.bytesRead).toBeGreaterThan(0)
  })

  it('are cut off when a request does not arrive in time', async () => {
    await restart(100)
    const half = callerSaying('GET / HTTP/1.1\r\nHost: 127.0.')
    const silent = callerSaying('')
    await Promise.all([half, silent].map((caller) => closed(caller.resume().on('end', () => caller.end()))))
    expect((await ask('/')).status).toBe(200)
  })

  it('are cut off when they do not read what they asked for', async () => {
    const size = 50_000_000
    writeFileSync(join(folder, 'renderer', 'assets', 'large.js'), Buffer.alloc(size, ' '))
    await restart(100)
    const caller = callerSaying(`GET /assets/large.js HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)
    caller.on('end', () => caller.end())
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    let received = 0
    caller.on('data', (chunk: Buffer) => (received += chunk.length))
    await closed(caller)
    expect(received).toBeLessThan(size)
  })

  it.skipIf(process.platform !== 'linux')('take no file descriptor for each thing they ask for', async () => {
    writeFileSync(join(folder, 'renderer', 'assets', 'large.js'), Buffer.alloc(1_000_000, ' '))
    const open = (): number => readdirSync('/proc/self/fd').length
    const before = open()
    const request = `GET /assets/large.js HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`
    const callers = Array.from({ length: 10 }, () => callerSaying(request.repeat(100)))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    // Both ends of ten connections are in this process, and a file may just be read.
    expect(open() - before).toBeLessThan(100)
    callers.forEach((caller) => caller.destroy())
  })

  it('are cut off when they ask on and on without waiting for answers', async () => {
    const request = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`
    const caller = callerSaying(request.repeat(101)).on('end', () => caller.end())
    let answers = ''
    caller.on('data', (chunk: Buffer) => (answers += chunk.toString()))
    await closed(caller)
    expect(answers.split('HTTP/1.1 200').length - 1).toBeLessThan(101)
    expect((await ask('/')).status).toBe(200)
  })

  it('get an answer to a header that is too large, and none to a connection too many', async () => {
    const large = await ask('/', { 'x-large': 'x'.repeat(20_000) })
    expect(large.status).toBe(431)
    const callers = Array.from({ length: 300 }, () => {
      const caller = callerSaying('').resume()
      return caller.on('end', () => caller.end())
    })
    await Promise.any(callers.map(closed))
    await Promise.all(callers.map((caller) => closed(caller.destroy())))
    await vi.waitFor(async () => expect((await ask('/')).status).toBe(200))
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
