import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dataFolder } from './data-folder.ts'
import { acquireLock, describeOwner, inspectLock, waitForLock, type Lock } from './lock-file.ts'
import { processStartTime } from './process-start-time.ts'

let folder: string
let path: string
const children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-lock-'))
  path = join(folder, 'ascent.db.lock')
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Another process that tries to take the lock, says `held` or `refused`, and then lives on. */
async function otherProcess(): Promise<{ child: ChildProcess; answer: string }> {
  const script = `
    const { acquireLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock-file.ts'))})
    const result = acquireLock(${JSON.stringify(path)}, 'cli')
    process.stdout.write(result.ok ? 'held' : 'refused')
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [answer] = (await once(child.stdout!, 'data')) as [Buffer]
  return { child, answer: answer.toString() }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function taken(result: ReturnType<typeof acquireLock>): Lock {
  if (!result.ok) throw new Error(`owned by ${describeOwner(result.owner)}`)
  return result.lock
}

describe('the lock of a database', () => {
  it('is for this user alone, says how to reach its owner, and goes when released', () => {
    const lock = taken(acquireLock(path, 'browser'))
    expect(inspectLock(path)).toEqual({ pid: process.pid, startTime: processStartTime(process.pid), kind: 'browser' })
    lock.announce({ port: 4711, secret: 's' })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(inspectLock(path)).toMatchObject({ port: 4711, secret: 's' })
    lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses a second process and says who has it', async () => {
    const lock = taken(acquireLock(path, 'browser'))
    expect((await otherProcess()).answer).toBe('refused')
    lock.release()
    const { child, answer } = await otherProcess()
    expect(answer).toBe('held')
    expect(acquireLock(path, 'browser')).toMatchObject({ ok: false, owner: { pid: child.pid, kind: 'cli' } })
  })

  it('is taken over from an owner that was killed', async () => {
    const { child } = await otherProcess()
    await kill(child)
    expect(existsSync(path)).toBe(true)
    expect(inspectLock(path)).toBeUndefined()
    taken(acquireLock(path, 'cli')).release()
  })

  it('is not fooled by a living process with a dead owner number', () => {
    writeFileSync(path, JSON.stringify({ pid: process.ppid, startTime: 'long ago', kind: 'electron' }))
    expect(inspectLock(path)).toBeUndefined()
    taken(acquireLock(path, 'cli')).release()
  })

  it('takes over from something that is no lock, and from a removal that was interrupted', () => {
    writeFileSync(path, 'half a lo')
    writeFileSync(`${path}.takeover`, JSON.stringify({ pid: 999_999_999, startTime: 'never', kind: 'cli' }))
    taken(acquireLock(path, 'cli')).release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('goes to exactly one of many that find a dead owner at once', async () => {
    writeFileSync(path, JSON.stringify({ pid: 999_999_999, startTime: 'never', kind: 'cli' }))
    const answers = await Promise.all(Array.from({ length: 6 }, async () => (await otherProcess()).answer))
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1)
    expect(inspectLock(path)).toBeDefined()
  })

  it('leaves a lock alone that somebody else took meanwhile', () => {
    const lock = taken(acquireLock(path, 'cli'))
    const foreign = JSON.stringify({ pid: 1, startTime: 'x', kind: 'cli' })
    writeFileSync(path, foreign)
    lock.release()
    expect(readFileSync(path, 'utf8')).toBe(foreign)
  })

  it('leaves nothing behind where it can’t be written', () => {
    const script =
      `const { acquireLock } = await import(${JSON.stringify(join(import.meta.dirname, 'lock-file.ts'))}); ` +
      `acquireLock(${JSON.stringify(path)}, "cli")`
    // No byte may be written to files, as on a full disk.
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 0; exec "${process.execPath}" --no-warnings --input-type=module -e '${script}'`],
      { encoding: 'utf8' },
    )
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('EFBIG') })
    expect(readdirSync(folder)).toEqual([])
  })

  it('comes to one that waits, when the owner ends', async () => {
    const { child } = await otherProcess()
    const waited = new Promise<Lock>((resolve) => waitForLock(path, 'browser', resolve, 20))
    await kill(child)
    const lock = await waited
    expect(inspectLock(path)).toMatchObject({ pid: process.pid, kind: 'browser' })
    lock.release()
  })
})

describe('the start time of a process', () => {
  it('is constant for one process, and nothing for none', () => {
    expect(processStartTime(process.pid)).toBe(processStartTime(process.pid))
    expect(processStartTime(process.ppid)).not.toBe(processStartTime(process.pid))
    expect(processStartTime(999_999_999)).toBeUndefined()
    expect(processStartTime(-1)).toBeUndefined()
  })
})

describe('the data folder', () => {
  it('is the user’s own where HOME is empty, and no folder of wherever a command was called', () => {
    const script = `console.log((await import(${JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))})).dataFolder({}, 'linux'))`
    const { stdout } = spawnSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, HOME: '' },
    })
    expect(stdout.trim()).toBe(join(userInfo().homedir, '.local', 'share', 'ascent'))
  })

  it('is the platform one unless ASCENT_HOME names another', () => {
    expect(dataFolder({ ASCENT_HOME: '/data/ascent' }, 'linux', '/home/ada')).toBe('/data/ascent')
    expect(dataFolder({}, 'linux', '/home/ada')).toBe('/home/ada/.local/share/ascent')
    expect(dataFolder({ XDG_DATA_HOME: '/big' }, 'linux', '/home/ada')).toBe('/big/ascent')
    expect(dataFolder({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Application Support/Ascent')
  })
})
