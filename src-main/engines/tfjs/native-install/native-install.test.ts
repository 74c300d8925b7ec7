import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheFolder } from './cache-folder.ts'
import { installTensorflowNative } from './install.ts'
import type { NativeProgress } from './step.ts'
import { findNativeNeeds } from './needs.ts'
import { bindingName, installedFolder, manifestName, nativeFolder, recipe } from './recipe.ts'
import { tensorflowNativeStatus } from './status.ts'
import { extractEntry, zipEntries } from './unzip.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ascent-native-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A zip file as a wheel is one: deflated entries, a table of contents, an end record. */
function zipOf(files: Record<string, Buffer>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const data = deflateRawSync(content)
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(data.length, 20)
    entry.writeUInt32LE(content.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    parts.push(header, Buffer.from(name), data)
    directory.push(entry, Buffer.from(name))
    offset += 30 + name.length + data.length
  }
  const table = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(table.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, table, end])
}

/** A folder of programs that stand in for the machine's: real processes, so that the installer runs as it does in earnest. */
function programs(scripts: Record<string, string>): NodeJS.ProcessEnv {
  const bin = join(folder, 'bin')
  mkdirSync(bin, { recursive: true })
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  return { ...process.env, PATH: [bin, '/usr/bin', '/bin'].join(delimiter) }
}

/** A pip whose download puts a given file where the caller wants it, and counts its calls. */
function fakePip(wheel: string): NodeJS.ProcessEnv {
  return programs({
    python3: `case "$*" in
  *download*) echo called >> "${join(folder, 'calls')}"; while [ "$1" != "--dest" ]; do shift; done; cp "${wheel}" "$2/${recipe.wheel}" ;;
  *) echo "pip 1" ;;
esac`,
  })
}
const callsOfPip = (): number =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n').length : 0

describe('the cache folder', () => {
  it('is the platform one, and can be named', () => {
    expect(cacheFolder({}, 'linux', '/home/ada')).toBe('/home/ada/.cache/ascent')
    expect(cacheFolder({ XDG_CACHE_HOME: '/fast' }, 'linux', '/home/ada')).toBe('/fast/ascent')
    expect(cacheFolder({}, 'darwin', '/Users/ada')).toBe('/Users/ada/Library/Caches/ascent')
    expect(cacheFolder({ ASCENT_CACHE: '/elsewhere' }, 'linux', '/home/ada')).toBe('/elsewhere')
  })
})

describe('reading a zip file', () => {
  it('gives back what was put in, also when nothing was', async () => {
    const content = Buffer.from('policy gradient '.repeat(100_000))
    const path = join(folder, 'a.zip')
    writeFileSync(path, zipOf({ 'a/large.txt': content, 'a/empty.txt': Buffer.alloc(0) }))
    const [large, empty] = await zipEntries(path)
    let counted = 0
    await extractEntry(path, large!, join(folder, 'x', 'large.txt'), (bytes) => (counted += bytes))
    await extractEntry(path, empty!, join(folder, 'x', 'empty.txt'))
    expect(readFileSync(join(folder, 'x', 'large.txt')).equals(content)).toBe(true)
    expect(counted).toBe(content.length)
    expect(readFileSync(join(folder, 'x', 'empty.txt')).length).toBe(0)
  })

  it('refuses a damaged one', async () => {
    const path = join(folder, 'a.zip')
    writeFileSync(path, zipOf({ 'a.txt': Buffer.from('hello') }).subarray(0, -30))
    await expect(zipEntries(path)).rejects.toThrow(/not a zip file/)
  })
})

describe('what is missing', () => {
  it('is said in one sentence', async () => {
    expect(await findNativeNeeds('darwin', 'arm64')).toEqual({ missing: expect.stringMatching(/Linux x64 only/) })
    const nothing = { PATH: join(folder, 'nowhere') }
    expect(await findNativeNeeds('linux', 'x64', nothing)).toEqual({
      missing: expect.stringMatching(/^Python with pip is missing/),
    })
    const noPip = programs({ python3: 'case "$*" in *pip*) exit 1 ;; esac' })
    expect(await findNativeNeeds('linux', 'x64', { ...noPip, PATH: join(folder, 'bin') })).toEqual({
      missing: expect.stringMatching(/without pip/),
    })
    const noCompiler = programs({ python3: 'exit 0' })
    expect(await findNativeNeeds('linux', 'x64', { ...noCompiler, PATH: join(folder, 'bin') })).toEqual({
      missing: expect.stringMatching(/C\+\+ compiler/),
    })
  })
})

describe.runIf(process.platform === 'linux' && process.arch === 'x64')('setting up', () => {
  const cache = (): string => join(folder, 'cache')

  it('throws away a download with another hash, and leaves nothing installed', async () => {
    writeFileSync(join(folder, 'wrong.whl'), 'not TensorFlow')
    const result = await installTensorflowNative({ cache: cache(), env: fakePip(join(folder, 'wrong.whl')) })
    expect(result).toMatchObject({ ok: false, failure: 'wrong-hash' })
    expect(tensorflowNativeStatus(cache()).installed).toBe(false)
    expect(readdirSync(nativeFolder(cache()))).toEqual([])
  })

  it('says why pip failed', async () => {
    const env = programs({ python3: 'case "$*" in *download*) echo "ERROR: no line to the index" >&2; exit 1 ;; esac' })
    expect(await installTensorflowNative({ cache: cache(), env })).toMatchObject({
      ok: false,
      failure: 'download',
      sentence: expect.stringContaining('no line to the index'),
    })
  })

  it('goes on from a checked download after a failure, and is never half installed', async () => {
    // A wheel whose libraries are no libraries: everything up to the compiler works, the compiler does not.
    const wheel = zipOf({
      [`tensorflow/${recipe.libraries[0]}`]: Buffer.from('x'),
      [`tensorflow/${recipe.libraries[1]}`]: Buffer.from('y'),
    })
    writeFileSync(join(folder, 'small.whl'), wheel)
    const pins = { name: recipe.wheel, bytes: wheel.length, sha256: createHash('sha256').update(wheel).digest('hex') }
    const seen: NativeProgress[] = []
    const install = () =>
      installTensorflowNative({
        cache: cache(),
        env: fakePip(join(folder, 'small.whl')),
        wheel: pins,
        onProgress: (progress) => seen.push(progress),
      })
    mkdirSync(join(nativeFolder(cache()), 'working-999999999'), { recursive: true })
    expect(await install()).toMatchObject({ ok: false, failure: 'compile' })
    expect(existsSync(installedFolder(cache()))).toBe(false)
    expect(readdirSync(nativeFolder(cache()))).toEqual([recipe.wheel])
    expect(await install()).toMatchObject({ ok: false, failure: 'compile' })
    expect(callsOfPip()).toBe(1)
    expect(seen.map((progress) => progress.fraction).every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true)
    expect(new Set(seen.map((progress) => progress.step))).toEqual(
      new Set(['looking', 'downloading', 'checking', 'unpacking', 'compiling']),
    )
  })

  it('can be cancelled', async () => {
    const env = programs({ python3: 'case "$*" in *download*) exec sleep 30 ;; esac' })
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(), 300)
    expect(await installTensorflowNative({ cache: cache(), env, signal: cancel.signal })).toMatchObject({
      ok: false,
      failure: 'cancelled',
    })
  })

  it('sees a damaged folder as not installed', () => {
    mkdirSync(installedFolder(cache()), { recursive: true })
    writeFileSync(join(installedFolder(cache()), bindingName), '')
    expect(tensorflowNativeStatus(cache())).toMatchObject({
      installed: false,
      reason: expect.stringMatching(/damaged/),
    })
  })

  it('says so where what it has to read can’t be read', () => {
    const manifest = join(installedFolder(cache()), manifestName)
    mkdirSync(manifest, { recursive: true })
    writeFileSync(join(installedFolder(cache()), bindingName), '')
    expect(tensorflowNativeStatus(cache())).toEqual({
      installed: false,
      reason: `${manifest} can’t be read: it is a folder.`,
    })
  })
})

describe.runIf(tensorflowNativeStatus().installed)('TensorFlow native', () => {
  it('computes under this Node, in its pinned version, and shares its core with the tfjs packages', () => {
    const script = `
      import { createRequire } from 'node:module'
      import { loadTensorflowNative } from ${JSON.stringify(join(import.meta.dirname, '..', 'native-binding.ts'))}
      const { tf, version } = await loadTensorflowNative()
      const core = createRequire(${JSON.stringify(import.meta.filename)})('@tensorflow/tfjs-core')
      const product = [...tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]])).dataSync()]
      console.log(JSON.stringify({ version, backend: core.getBackend(), product }))`
    const output = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(JSON.parse(output)).toEqual({
      version: recipe.tensorflowVersion,
      backend: 'tensorflow',
      product: [19, 22, 43, 50],
    })
  })
})
