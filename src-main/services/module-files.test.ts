import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createModule, freeModulePath, listModuleFolder } from './module-files.ts'

const top = mkdtempSync(join(tmpdir(), 'ascent-folders-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))

const listed = async (folder: string | null, near = '') => {
  const listing = await listModuleFolder(folder, near)
  if (!listing.ok) throw new Error(JSON.stringify(listing.error))
  return listing.value
}
const complaint = (answer: Awaited<ReturnType<typeof listModuleFolder>> | Awaited<ReturnType<typeof createModule>>) =>
  !answer.ok && answer.error.kind === 'invalid-input' ? answer.error.issues[0]!.message : 'no complaint'

test('a folder is listed: its folders, then files that may be a module; nothing hidden', async () => {
  const folder = join(top, 'shown')
  for (const name of ['b', '.git', 'a']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['z.mjs', 'a.js', 'c.ts', 'c.d.ts', 'notes.txt', '.hidden.mjs', 'data.json'])
    writeFileSync(join(folder, name), '')
  symlinkSync(join(folder, 'a'), join(folder, 'to-a'))
  symlinkSync(join(folder, 'a.js'), join(folder, 'to-a.js'))
  symlinkSync(join(folder, 'none'), join(folder, 'to-nothing.js'))
  expect(spawnSync('mkfifo', [join(folder, 'pipe.js')]).status).toBe(0)
  const { entries, ...place } = await listed(folder)
  expect(place).toEqual({ folder, parent: top, more: false })
  expect(entries.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'folder a',
    'folder b',
    'folder to-a',
    'file a.js',
    'file c.ts',
    'file to-a.js',
    'file z.mjs',
  ])
  expect(entries.at(-1)!.path).toBe(join(folder, 'z.mjs'))
})

test('it begins beside the file that is named, or at home', async () => {
  expect((await listed(null, join(top, 'world.mjs'))).folder).toBe(top)
  expect((await listed(null, join(top, 'nowhere', 'world.mjs'))).folder).toBe(homedir())
  expect((await listed(null)).folder).toBe(homedir())
  expect((await listed('/')).parent).toBeNull()
})

test('what can’t be listed is told in words', async () => {
  writeFileSync(join(top, 'file.mjs'), '')
  expect(complaint(await listModuleFolder(join(top, 'none'), ''))).toBe(
    `${join(top, 'none')} can’t be listed: there is no such folder`,
  )
  expect(complaint(await listModuleFolder(join(top, 'file.mjs'), ''))).toContain('is a file, not a folder')
})

test('of very many, a thousand are listed, and that there are more', async () => {
  const folder = join(top, 'many')
  mkdirSync(folder)
  for (let i = 0; i < 1_001; i++) writeFileSync(join(folder, `${i}.mjs`), '')
  const { entries, more } = await listed(folder)
  expect([entries.length, more]).toEqual([1_000, true])
})

test('the template is written where nothing is, and never over anything', async () => {
  const template = join(top, 'template.mjs')
  writeFileSync(template, 'export default 1')
  const dataFolder = join(top, 'environments')
  expect(await freeModulePath(dataFolder)).toBe(join(dataFolder, 'my-world.mjs'))
  const made = await createModule(join(dataFolder, 'my-world.mjs'), dataFolder, template)
  expect(made).toEqual({ ok: true, value: { path: join(dataFolder, 'my-world.mjs') } })
  expect(await freeModulePath(dataFolder)).toBe(join(dataFolder, 'my-world-2.mjs'))
  expect(await createModule('other.mjs', dataFolder, template)).toMatchObject({ ok: true })
  expect(readFileSync(join(dataFolder, 'other.mjs'), 'utf8')).toBe('export default 1')

  writeFileSync(join(dataFolder, 'other.mjs'), 'mine')
  expect(complaint(await createModule('other.mjs', dataFolder, template))).toBe(
    `${join(dataFolder, 'other.mjs')} is there already, and stays as it is; choose another name`,
  )
  expect(readFileSync(join(dataFolder, 'other.mjs'), 'utf8')).toBe('mine')
  symlinkSync(join(top, 'through-link.mjs'), join(top, 'link.mjs'))
  expect(complaint(await createModule(join(top, 'link.mjs'), dataFolder, template))).toContain('is there already')
  expect(existsSync(join(top, 'through-link.mjs'))).toBe(false)
  expect(complaint(await createModule(join(top, 'none', 'a.mjs'), dataFolder, template))).toContain(
    'there is no such folder',
  )
  expect(complaint(await createModule(join(top, 'a.txt'), dataFolder, template))).toContain('should end with .mjs')
})
