import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fileProblem } from './file-problem.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-file-problem-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const problem = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return fileProblem(error)
  }
  throw new Error('nothing was wrong')
}

it('says what is wrong with a file in words, without the system’s codes', () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  expect(problem(() => readFileSync(join(folder, 'none')))).toBe('there is no such file')
  expect(problem(() => writeFileSync(join(folder, 'none', 'x'), ''))).toBe('there is no such file')
  expect(problem(() => readFileSync(folder))).toBe('it is a folder')
  expect(problem(() => mkdirSync(file))).toBe('a file already has its name, or its folder’s')
  expect(problem(() => readFileSync(join(file, 'x')))).toBe('a part of its path is a file, not a folder')
  expect(fileProblem(Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }))).toBe(
    'permission was denied',
  )
  expect(fileProblem(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('the disk is full')
})

it('leaves what it doesn’t know as it is', () => {
  expect(fileProblem(Object.assign(new Error('EIO: i/o error, read.'), { code: 'EIO' }))).toBe('EIO: i/o error, read')
  expect(fileProblem('odd')).toBe('odd')
})
