import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { ask, enter, host, line, ownOrigin, pathOf, restart, said, secretIn, upgrade } from './test-host.ts'

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
    await restart({ pingEveryMs: 50 })
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
