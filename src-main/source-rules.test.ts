import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '..')

describe('import rules', () => {
  const project = mkdtempSync(join(tmpdir(), 'ascent-import-rules-'))
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  afterAll(() => rmSync(project, { recursive: true, force: true }))

  /** Writes a small project with these files and asks the linter about it. */
  const check = (files: Record<string, string>) => {
    for (const folder of ['src-main', 'src-shared', 'src-renderer'])
      rmSync(join(project, folder), { recursive: true, force: true })
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), text)
    }
    const folders = [...new Set(Object.keys(files).map((path) => path.split('/')[0]!))]
    const run = spawnSync(
      join(root, 'node_modules/.bin/depcruise'),
      [...folders, '--config', join(root, '.dependency-cruiser.mjs')],
      { cwd: project, encoding: 'utf8' },
    )
    return { failed: run.status !== 0, text: run.stdout + run.stderr }
  }
  const value = 'export const value = 1\n'
  const importing = (path: string) => `import { value } from '${path}'\nexport const copy = value\n`

  it('lets a service import storage', () => {
    const { failed, text } = check({
      'src-main/services/a.ts': importing('../storage/b.ts'),
      'src-main/storage/b.ts': value,
    })
    expect(text).toContain('no dependency violations')
    expect(failed).toBe(false)
  })

  it.each([
    ['core', 'src-main/core/a.ts', '../engines/b.ts', 'src-main/engines/b.ts'],
    ['supervisor', 'src-main/training/supervisor/a.ts', '../../core/b.ts', 'src-main/core/b.ts'],
    ['storage', 'src-main/storage/a.ts', '../statistics/b.ts', 'src-main/statistics/b.ts'],
    ['renderer', 'src-renderer/app/a.ts', '../../src-main/core/b.ts', 'src-main/core/b.ts'],
    [
      'no-feature-imports-another',
      'src-renderer/features/run/a.ts',
      '../queue/b.ts',
      'src-renderer/features/queue/b.ts',
    ],
    ['shared-domain', 'src-shared/domain/a.ts', '../contract/b.ts', 'src-shared/contract/b.ts'],
    ['shared-catalogue', 'src-shared/catalogue/a.ts', '../domain/b.ts', 'src-shared/domain/b.ts'],
  ])('refuses an import against the rule “%s”', (rule, from, path, to) => {
    const { failed, text } = check({ [from]: importing(path), [to]: value })
    expect(failed).toBe(true)
    expect(text).toContain(rule)
  })

  it('refuses a cycle', () => {
    const { failed, text } = check({
      'src-main/core/a.ts': "import { b } from './b.ts'\nexport const a = () => b\n",
      'src-main/core/b.ts': "import { a } from './a.ts'\nexport const b = () => a\n",
    })
    expect(failed).toBe(true)
    expect(text).toContain('no-cycle')
  })

  it('refuses a cycle of types alone', () => {
    const { failed, text } = check({
      'src-main/core/a.ts': "import type { B } from './b.ts'\nexport interface A {\n  b: B | undefined\n}\n",
      'src-main/core/b.ts': "import type { A } from './a.ts'\nexport interface B {\n  a: A | undefined\n}\n",
    })
    expect(failed).toBe(true)
    expect(text).toContain('no-cycle')
  })

  it('refuses an import of types alone where it refuses one of values', () => {
    const { failed, text } = check({
      'src-main/core/a.ts': "import type { Value } from '../engines/b.ts'\nexport const copy: Value = 1\n",
      'src-main/engines/b.ts': 'export type Value = number\n',
    })
    expect(failed).toBe(true)
    expect(text).toContain('core')
  })

  it('lets only storage import better-sqlite3', () => {
    const { failed, text } = check({
      'src-main/services/a.ts': "import Database from 'better-sqlite3'\nexport const open = () => new Database('x')\n",
    })
    expect(failed).toBe(true)
    expect(text).toContain('only-storage-imports-sqlite')
  })
})

describe('same bits', () => {
  it('keeps the power operator, which calls the C library, out of core and engines', () => {
    const withPower = globSync('src-main/{core,engines}/**/*.ts', { cwd: root })
      .filter((path) => !path.endsWith('.test.ts') && !path.includes('assembly'))
      .filter((path) =>
        readFileSync(join(root, path), 'utf8')
          .split('\n')
          .some((line) => /[\w)\]]\s*\*\*=?\s*[\w(-]/.test(line.replace(/\/\/.*|^\s*\/?\*.*/, ''))),
      )
    expect(withPower).toEqual([])
  })
})

describe('sources', () => {
  const sources = globSync(['{src-*,e2e}/**/*.{ts,tsx,css,mjs}', '*.ts'], { cwd: root })

  it('have no line of more than 140 characters', () => {
    const long = sources.flatMap((path) =>
      readFileSync(join(root, path), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.length > 140 ? [`${path}:${index + 1}`] : [])),
    )
    expect(long).toEqual([])
  })

  it('have no file of more than 300 lines', () => {
    const lines = (path: string) => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length
    expect(sources.filter((path) => lines(path) > 300)).toEqual([])
  })
})

describe('documentation', () => {
  const pages = globSync(['*.md', 'docs/*.md'], { cwd: root })

  it.each(pages)('%s names only files that there are', (page) => {
    const text = readFileSync(join(root, page), 'utf8')
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, path]) => join(dirname(page), path!))
    const paths = [...text.matchAll(/`((?:src-\w+|e2e|resources|docs)\/[\w./-]+)`/g)].map(([, path]) => path!)
    expect([...links, ...paths].filter((path) => !path.includes('NAME') && !existsSync(join(root, path)))).toEqual([])
  })
})

describe('lists of files at the head of an algorithm', () => {
  const heads = globSync('src-main/core/algorithms/*.ts', { cwd: root }).flatMap((path) => {
    const items = [...readFileSync(join(root, path), 'utf8').matchAll(/^\/\/ - (.*)$/gm)].map(([, item]) => item!)
    const files = items.flatMap((item) => [...item.matchAll(/`([\w./-]+\.ts)`/g)].map(([, file]) => file!))
    return files.length === 0 ? [] : [{ path, files }]
  })

  it('stands over each update that takes several files', () => {
    const names = heads.map(({ path }) => basename(path, '.ts'))
    expect(names).toEqual(expect.arrayContaining(['clip', 'kl-penalty', 'natural-gradient', 'trust-region']))
  })

  it.each(heads)('of $path names only files that there are', ({ path, files }) => {
    expect(files.filter((file) => !existsSync(join(root, dirname(path), file)))).toEqual([])
  })
})
