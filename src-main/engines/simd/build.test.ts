import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ensureKernels, kernelBuildNames } from './build.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-kernels-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('compiles once, whoever asks at the same time, and leaves nothing half done', async () => {
  const lines: string[] = []
  const [first, second] = await Promise.all([
    ensureKernels((line) => lines.push(line), folder),
    ensureKernels(() => {}, folder),
  ])
  expect(second).toEqual(first)
  expect(lines).toEqual(kernelBuildNames.map((build, i) => `Compiling the SIMD kernels: ${build} (${i + 1} of 3)`))
  for (const build of kernelBuildNames) expect(readFileSync(first[build]).subarray(0, 4)).toEqual(Buffer.from('\0asm'))
  // One folder named by the sources' hash, and which of them is current: a package carries these.
  const hash = readFileSync(join(folder, 'current.txt'), 'utf8')
  expect(readdirSync(folder).toSorted()).toEqual([hash, 'current.txt'].toSorted())

  const written = readFileSync(first.plain)
  await ensureKernels(() => expect.unreachable('compiled again'), folder)
  expect(readFileSync(first.plain)).toEqual(written)
})
