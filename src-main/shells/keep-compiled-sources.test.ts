import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { compileCacheFolder } from './data-folder.ts'

const home = mkdtempSync(join(tmpdir(), 'ascent-compiled-'))
afterEach(() => rmSync(home, { recursive: true, force: true }))

const command = (folder: string) =>
  execFileSync(process.execPath, [join(import.meta.dirname, 'cli', 'main.ts'), 'schema'], {
    encoding: 'utf8',
    env: { ...process.env, ASCENT_HOME: folder, NODE_COMPILE_CACHE: undefined },
  })

test('a command keeps what it compiled in the data folder, says the same the second time, and makes no data folder for it', () => {
  const missing = join(home, 'missing')
  const first = command(missing)
  expect(existsSync(missing)).toBe(false)
  expect(command(home)).toBe(first)
  expect(readdirSync(compileCacheFolder(home))).not.toEqual([])
  expect(command(home)).toBe(first)
}, 30_000)
