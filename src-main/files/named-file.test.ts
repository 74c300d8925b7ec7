import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { fileProblem } from '../../src-shared/domain/file-problem.ts'
import { lookAtFile, readFileOrPipe, readNamedFile, readToEnd } from './named-file.ts'
import { withinTime } from './time-limit.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-files-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string) => join(folder, name)
const limits = { mostBytes: 1_000_000, withinMs: 60_000 }
const refusal = (work: Promise<unknown>) => work.then(() => 'was read', fileProblem)
const pipe = (path: string) => expect(spawnSync('mkfifo', [path]).status).toBe(0)

describe('a file that somebody names', () => {
  it('is read whole, also through links, and where the system says that it is empty', async () => {
    writeFileSync(at('text'), 'a text')
    symlinkSync(at('text'), at('link'))
    writeFileSync(at('empty'), '')
    expect((await readNamedFile(at('link'), limits)).toString()).toBe('a text')
    expect(await lookAtFile(at('link'), limits)).toEqual({ bytes: 6 })
    expect(await readNamedFile(at('empty'), limits)).toHaveLength(0)
    expect((await readNamedFile('/proc/self/status', limits)).toString()).toContain('VmRSS')
  })

  it('is refused, by name, where it is no file', async () => {
    pipe(at('pipe'))
    symlinkSync(at('pipe'), at('link-to-pipe'))
    symlinkSync(at('circle'), at('circle'))
    mkdirSync(at('folder'))
    const server = createServer().listen(at('socket'))
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    for (const read of [readNamedFile, lookAtFile]) {
      expect(await refusal(read(at('pipe'), limits))).toBe('it is a named pipe, not a file')
      expect(await refusal(read(at('link-to-pipe'), limits))).toBe('it is a named pipe, not a file')
      expect(await refusal(read('/dev/zero', limits))).toBe('it is a device, not a file')
      expect(await refusal(read(at('socket'), limits))).toBe('it is a socket, not a file')
      expect(await refusal(read(at('folder'), limits))).toBe('it is a folder')
      expect(await refusal(read(at('none'), limits))).toBe('there is no such file')
      expect(await refusal(read(at('circle'), limits))).toBe('its symbolic links form a loop')
      expect(await refusal(read('a\0b', limits))).toBe('no file can have such a name')
    }
  })

  it('is refused above its limit, whatever its size is said to be', async () => {
    writeFileSync(at('sparse'), '')
    truncateSync(at('sparse'), 1e12)
    const tooLarge = 'it is larger than 1 MB, the most that is read of it'
    expect(await refusal(readNamedFile(at('sparse'), limits))).toBe(tooLarge)
    expect(await refusal(lookAtFile(at('sparse'), limits))).toBe(tooLarge)
    writeFileSync(at('exactly'), 'x'.repeat(1_000_000))
    expect(await readNamedFile(at('exactly'), limits)).toHaveLength(1_000_000)
    expect(await refusal(readNamedFile('/proc/self/status', { ...limits, mostBytes: 20 }))).toContain('it is larger')
  })

  it('can’t be exchanged for a pipe between the look and the opening', async () => {
    writeFileSync(at('good'), 'good')
    pipe(at('bad'))
    const flip = (target: string) => {
      symlinkSync(at(target), at('next'))
      renameSync(at('next'), at('flipping'))
    }
    flip('good')
    const answers = new Set<string>()
    for (let round = 0; round < 400; round++) {
      const read = readNamedFile(at('flipping'), limits).then(String, fileProblem)
      flip(round % 2 === 0 ? 'bad' : 'good')
      answers.add(await read)
    }
    expect([...answers].filter((answer) => answer !== 'good' && answer !== 'it is a named pipe, not a file')).toEqual(
      [],
    )
  })
})

describe('an argument', () => {
  it('may be a pipe, up to the limit', async () => {
    pipe(at('written'))
    const script = `require('fs').writeFileSync(${JSON.stringify(at('written'))}, 'x'.repeat(+process.argv[1]))`
    const write = (bytes: number) => spawn(process.execPath, ['-e', script, String(bytes)], { stdio: 'ignore' })
    const small = readFileOrPipe(at('written'), limits)
    write(300_000)
    expect(await small).toHaveLength(300_000)
    const large = refusal(readFileOrPipe(at('written'), limits))
    write(3_000_000)
    expect(await large).toContain('it is larger than 1 MB')
    expect(await refusal(readFileOrPipe('/dev/zero', limits))).toBe('it is a device, not a file')
  })

  it('may be a stream without an end, which is read no further than the limit', async () => {
    let taken = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          taken++
          yield Buffer.alloc(100_000)
        }
      })(),
    )
    expect(await refusal(readToEnd(endless, 1_000_000))).toContain('it is larger than 1 MB')
    expect(taken).toBeLessThan(40)
  })
})

describe('a folder that does not answer', () => {
  it('costs the asker the time limit, and no more than two of the threads for files', async () => {
    const comeBack: (() => void)[] = []
    const hang = () => withinTime(20, () => new Promise<void>((resolve) => comeBack.push(resolve)))
    const late = 'it was not read within 0.02 s; copy it to a disk of this machine'
    expect(await refusal(hang())).toBe(late)
    expect(await refusal(hang())).toBe(late)
    const waiting = 'other files that were asked for have not answered yet; try later'
    expect(await refusal(hang())).toBe(waiting)
    expect(comeBack).toHaveLength(2)
    comeBack.forEach((resolve) => resolve())
    await new Promise((resolve) => setImmediate(resolve))
    expect(await refusal(withinTime(60_000, () => Promise.resolve()))).toBe('was read')
  })

  it('ends work in steps at its next step', async () => {
    let steps = 0
    const work = withinTime(20, async (checkTime) => {
      for (;;) {
        checkTime()
        steps++
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })
    expect(await refusal(work)).toContain('it was not read within')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const after = steps
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(steps).toBe(after)
  })
})
