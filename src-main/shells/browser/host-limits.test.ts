import { readdirSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Connection } from '../../rpc/transport.ts'
import { ask, assetsFolder, enter, host, line, ownOrigin, restart, upgrade } from './test-host.ts'

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
    await restart({ requestPatienceMs: 100 })
    const half = callerSaying('GET / HTTP/1.1\r\nHost: 127.0.')
    const silent = callerSaying('')
    await Promise.all([half, silent].map((caller) => closed(caller.resume().on('end', () => caller.end()))))
    expect((await ask('/')).status).toBe(200)
  })

  it('are cut off when they do not read what they asked for', async () => {
    const size = 50_000_000
    writeFileSync(join(assetsFolder(), 'large.js'), Buffer.alloc(size, ' '))
    await restart({ requestPatienceMs: 100 })
    const caller = callerSaying(`GET /assets/large.js HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\n\r\n`)
    caller.on('end', () => caller.end())
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    let received = 0
    caller.on('data', (chunk: Buffer) => (received += chunk.length))
    await closed(caller)
    expect(received).toBeLessThan(size)
  })

  it.skipIf(process.platform !== 'linux')('take no file descriptor for each thing they ask for', async () => {
    writeFileSync(join(assetsFolder(), 'large.js'), Buffer.alloc(1_000_000, ' '))
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
