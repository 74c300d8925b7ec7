import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { moduleContents } from './module-contents.ts'

const top = mkdtempSync(join(realpathSync(tmpdir()), 'ascent-modules-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))
let folders = 0

/** A folder of its own with these files: Node keeps what it read of a package.json. */
function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = join(top, `${folders++}`)
  write(folder, files)
  return folder
}
function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

async function contentsOf(folder: string, entry = 'world.mjs') {
  const read = await moduleContents(join(folder, entry))
  if ('problems' in read) throw new Error(read.problems.join('\n'))
  return read.contents
}
const problemsOf = async (folder: string, entry = 'world.mjs') => {
  const read = await moduleContents(join(folder, entry))
  return 'problems' in read ? read.problems : []
}
const names = ({ files }: { files: { path: string }[] }) => files.map(({ path }) => path)

test('local files are found through one another, in every way that an import is written', async () => {
  const folder = folderWith({
    'world.mjs': `import './plain.mjs'; export * from './again.mjs'; export { a } from './named.mjs'
      export const a = 1, b = await import('./late.mjs'), c = import(\`./template.mjs\`)
      // import './in-a-comment.mjs'
      const text = "import './in-a-text.mjs'"`,
    'plain.mjs': `import '../${folders}/deep/one.ts'`,
    'again.mjs': 'export const z = 1',
    'named.mjs': 'export const a = 1',
    'late.mjs': '',
    'template.mjs': '',
    'deep/one.ts': `import type { A } from './types.ts'\nimport { type B } from './kept.ts'\nlet x: number = 1`,
    'deep/types.ts': 'export type A = number',
    'deep/kept.ts': 'export type B = number',
    'in-a-comment.mjs': '',
    'in-a-text.mjs': '',
  })
  expect(names(await contentsOf(folder))).toEqual([
    'world.mjs',
    'again.mjs',
    'deep/kept.ts',
    'deep/one.ts',
    'late.mjs',
    'named.mjs',
    'plain.mjs',
    'template.mjs',
  ])
})

test('each file counts, and a copy of them elsewhere is the same', async () => {
  const files = {
    'world.mjs': `import './a.mjs'`,
    'a.mjs': `import b from './b.json' with { type: 'json' }; import './c.cjs'`,
    'b.json': '{}',
    'c.cjs': `const d = require('./d'); require('./not-there')`,
    'd.js': '',
  }
  const { sha256, ...rest } = await contentsOf(folderWith(files))
  expect(names(rest)).toEqual(['world.mjs', 'a.mjs', 'b.json', 'c.cjs', 'd.js'])
  expect((await contentsOf(folderWith(files))).sha256).toBe(sha256)
  for (const name of Object.keys(files))
    expect((await contentsOf(folderWith({ ...files, [name]: `${files[name as 'd.js']} ` }))).sha256).not.toBe(sha256)
  // What was not there, and is now.
  expect((await contentsOf(folderWith({ ...files, 'not-there.js': '' }))).sha256).not.toBe(sha256)
})

test('file: URLs, #imports and the package’s own name lead where Node says', async () => {
  const outside = folderWith({ 'far.mjs': '' })
  const packageJson = (dynamics: string) => ({
    'package.json': JSON.stringify({
      name: 'mine',
      exports: { './public': { import: './esm.mjs', require: './common.cjs' } },
      imports: { '#dynamics': { browser: './never.mjs', node: dynamics } },
    }),
  })
  const files = {
    'world.mjs': `import '${pathToFileURL(join(outside, 'far.mjs')).href}'; import '#dynamics'; import 'mine/public'
      import './other.mjs'`,
    'esm.mjs': '',
    'common.cjs': '',
    'dynamics.mjs': '',
    'other.mjs': '',
  }
  const contents = await contentsOf(folderWith({ ...files, ...packageJson('./dynamics.mjs') }))
  expect(names(contents)).toEqual([
    'world.mjs',
    '../' + outside.slice(top.length + 1) + '/far.mjs',
    'dynamics.mjs',
    'esm.mjs',
    'other.mjs',
  ])
  // The same files, of which package.json takes another.
  const exchanged = await contentsOf(
    folderWith({ ...files, ...packageJson('./other.mjs'), 'world.mjs': `${files['world.mjs']}` }),
  )
  expect(exchanged.sha256).not.toBe(contents.sha256)
})

test('packages are taken by name and version; one that is linked to a folder of one’s own is read', async () => {
  const installed = (version: string) => ({
    'world.mjs': `import 'dice'; import '@scope/sun/rays.js'; import 'linked'`,
    'node_modules/dice/package.json': JSON.stringify({ name: 'dice', version, exports: { import: './dice.mjs' } }),
    'node_modules/dice/dice.mjs': `import './inner.mjs'`,
    'node_modules/@scope/sun/package.json': JSON.stringify({ name: '@scope/sun' }),
    'node_modules/@scope/sun/rays.js': '',
    'mine/package.json': JSON.stringify({ name: 'linked', version: '1.0.0', main: 'index.js' }),
    'mine/index.js': '',
  })
  const withLink = (version: string) => {
    const folder = folderWith(installed(version))
    symlinkSync(join(folder, 'mine'), join(folder, 'node_modules/linked'))
    return folder
  }
  const contents = await contentsOf(withLink('1.2.0'))
  expect(names(contents)).toEqual(['world.mjs', 'mine/index.js'])
  expect(contents.packages).toEqual([
    { name: '@scope/sun', version: 'without a version' },
    { name: 'dice', version: '1.2.0' },
  ])
  expect((await contentsOf(withLink('1.3.0'))).sha256).not.toBe(contents.sha256)
})

test('circles end, and links are followed', async () => {
  const folder = folderWith({
    'world.mjs': `import './linked.mjs'`,
    'real/a.mjs': `import '../world.mjs'; import './a.mjs?again'`,
  })
  symlinkSync(join(folder, 'real/a.mjs'), join(folder, 'linked.mjs'))
  symlinkSync(join(folder, 'world.mjs'), join(folder, 'entry.mjs'))
  expect(names(await contentsOf(folder))).toEqual(['world.mjs', 'real/a.mjs'])
  expect(await contentsOf(folder, 'entry.mjs')).toEqual(await contentsOf(folder))
})

test('what can’t be loaded is told, each in a clause', async () => {
  const folder = folderWith({
    'world.mjs': `import './a.mjs'; import './none.mjs'; import './sub'; import 'nowhere'; import 'https://a.b/c.mjs'
      import '#inner'; try { await import('./perhaps.mjs') } catch {}`,
    'a.mjs': `import './round.mjs'`,
    'sub/index.mjs': '',
  })
  symlinkSync(join(folder, 'round.mjs'), join(folder, 'round.mjs'))
  expect(await problemsOf(folder)).toEqual([
    'world.mjs imports ./none.mjs: there is no such file',
    'world.mjs imports nowhere: no such package is installed where it could find it',
    'world.mjs imports https://a.b/c.mjs: Node loads nothing from a https: URL',
    'world.mjs imports #inner: there is no such file',
    'a.mjs imports ./round.mjs: its symbolic links form a loop',
    'world.mjs imports ./sub: it is a folder',
  ])
  expect(await problemsOf(folder, 'none.mjs')).toEqual([
    `${join(folder, 'none.mjs')} can't be read: there is no such file`,
  ])
})

test('too many files, or too much of them, are refused', async () => {
  const chain = (length: number) =>
    folderWith(
      Object.fromEntries(
        Array.from({ length }, (_, i) => [
          i === 0 ? 'world.mjs' : `${i}.mjs`,
          i === length - 1 ? '' : `import './${i + 1}.mjs'`,
        ]),
      ),
    )
  expect(names(await contentsOf(chain(200)))).toHaveLength(200)
  expect(await problemsOf(chain(201))).toEqual([
    'world.mjs imports more than 200 files of its own: install them as a package',
  ])
  const large = folderWith({
    'world.mjs': `import './large.json' with { type: 'json' }`,
    'large.json': `"${'x'.repeat(900)}"`,
  })
  expect(await moduleContents(join(large, 'world.mjs'), { files: 10, bytes: 500 })).toEqual({
    problems: ['world.mjs with the files that it imports is larger than 0.001 MB'],
  })
})

test('what loads more than can be known is named', async () => {
  const folder = folderWith({
    'world.mjs': `import { createRequire } from 'node:module'
      import { Worker } from 'worker_threads'
      import './common.cjs'
      import 'data:text/javascript,1'
      import './broken.mjs'
      const name = './a.mjs'
      await import(name)
      eval('1'); new Function('return 1'); globalThis.Function('return 1')
      process.getBuiltinModule('fs')
      new WebAssembly.Module(bytes)
      // eval and require(x) in a comment say nothing
      const evaluation = { require: 1 }`,
    'common.cjs': 'require(__dirname)',
    'broken.mjs': 'export default {',
  })
  expect((await contentsOf(folder)).unknowable).toEqual([
    'world.mjs imports a path that it computes (line 7)',
    'world.mjs runs text as code by eval (line 8)',
    'world.mjs runs text as code by the Function constructor (line 8)',
    'world.mjs calls process.getBuiltinModule (line 9)',
    'world.mjs compiles WebAssembly while it runs (line 10)',
    'world.mjs can load code through node:module (createRequire)',
    'world.mjs can start workers (node:worker_threads)',
    'world.mjs imports code from a data: URL',
    'common.cjs requires a path that it computes (line 1)',
    'broken.mjs can’t be read (Unexpected token (1:16)), so what it imports is not known',
  ])
})

test('WebAssembly names what it imports', async () => {
  // (module (import "./host.mjs" "f" (func)))
  const specifier = [...new TextEncoder().encode('./host.mjs')]
  const wasm = (bytes: number[]) => Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, ...bytes])
  const imports = [1, specifier.length, ...specifier, 1, 102, 0, 0]
  const folder = folderWith({
    'world.mjs': `import './physics.wasm'; import source broken from './broken.wasm'`,
    'physics.wasm': wasm([1, 4, 1, 0x60, 0, 0, 2, imports.length, ...imports]),
    'broken.wasm': wasm([9, 9]),
    'host.mjs': '',
  })
  const contents = await contentsOf(folder)
  expect(names(contents)).toEqual(['world.mjs', 'broken.wasm', 'host.mjs', 'physics.wasm'])
  expect(contents.unknowable).toEqual(['broken.wasm can’t be read as WebAssembly, so what it imports is not known'])
})

test('a deep syntax tree is read; one that is too deep to be read is told', async () => {
  const sumOf = (terms: number) => `import './a.mjs'; export const sum = ${'1 + '.repeat(terms)}1`
  const folder = folderWith({ 'world.mjs': sumOf(2_000), 'endless.mjs': sumOf(100_000), 'a.mjs': '' })
  expect(names(await contentsOf(folder))).toEqual(['world.mjs', 'a.mjs'])
  expect((await contentsOf(folder, 'endless.mjs')).unknowable).toEqual([
    'endless.mjs can’t be read (Maximum call stack size exceeded), so what it imports is not known',
  ])
})

test('nothing of a module is run to read it', async () => {
  const folder = folderWith({
    'world.mjs': `import './a.mjs'; globalThis.ranWorld = true; while (true) {}`,
    'a.mjs': 'globalThis.ranWorld = true',
  })
  expect(names(await contentsOf(folder))).toEqual(['world.mjs', 'a.mjs'])
  expect(globalThis).not.toHaveProperty('ranWorld')
})
