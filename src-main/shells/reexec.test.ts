import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { inputsHash } from './build/inputs-hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-reexec-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An entry in TypeScript, and the plain file that starts it. */
function entry(source: string): string {
  writeFileSync(join(folder, 'entry.ts'), source)
  const starter = join(folder, 'starter.mjs')
  writeFileSync(
    starter,
    'import { reexec } from ' +
      `${JSON.stringify(join(import.meta.dirname, 'reexec.mjs'))}\nreexec(${JSON.stringify(join(folder, 'entry.ts'))}, ` +
      'process.argv.slice(2))\n',
  )
  return starter
}

describe('starting under another Node', () => {
  it('hands on arguments, output and exit code', () => {
    const starter = entry(
      'const args: string[] = process.argv.slice(2)\nconsole.log(process.version, args.join("+"))\nprocess.exitCode = 7\n',
    )
    const { status, stdout } = spawnSync(process.execPath, [starter, 'a b', '--c'], { encoding: 'utf8' })
    expect(stdout).toBe(`${process.version} a b+--c\n`)
    expect(status).toBe(7)
  })

  it('hands on a signal, and ends by it', async () => {
    const starter = entry('console.log("ready")\nsetInterval(() => {}, 1000)\n')
    const child = spawn(process.execPath, [starter], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGTERM')
  })
})

describe('the hash of what a build is made from', () => {
  it('changes with names and contents, not with tests', () => {
    const hash = (): string => inputsHash(folder, ['entry.ts', '.'])
    const first = hash()
    writeFileSync(join(folder, 'some.test.ts'), 'a test')
    expect(hash()).toBe(first)
    writeFileSync(join(folder, 'more.ts'), 'more')
    const second = hash()
    expect(second).not.toBe(first)
    writeFileSync(join(folder, 'more.ts'), 'less')
    expect(hash()).not.toBe(second)
  })
})
