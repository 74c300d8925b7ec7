import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { projectRoot } from './build/project-root.ts'
import { bundledNode } from './bundled-node.ts'
import { defaultDatabasePath } from './data-folder.ts'
import { doctorLines, formatDoctorLines } from './doctor.ts'
import { acquireLock, lockPathOf } from './lock-file.ts'
import { wasmSupport } from './wasm-support.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ascent-doctor-'))
  vi.stubEnv('ASCENT_HOME', home)
  vi.stubEnv('ASCENT_BROWSER', '/opt/some-browser')
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(home, { recursive: true, force: true })
})

describe('the doctor', () => {
  it('tells every finding with a reason', async () => {
    const lines = await doctorLines({ root: projectRoot })
    const topics = lines.map((line) => line.topic)
    expect(topics).toEqual(
      expect.arrayContaining([
        'Ascent',
        'Node, running',
        'Node, installed',
        'Display',
        'Electron',
        'Browser',
        'Shell',
        'Chromium for tests',
        'TensorFlow native',
        'WebAssembly',
        'Data folder',
        'Database',
        'Owner',
        'Cache folder',
      ]),
    )
    expect(lines.every((line) => line.found !== '' && line.why !== '')).toBe(true)
    const of = (topic: string) => lines.find((line) => line.topic === topic)!
    expect(of('Data folder')).toMatchObject({ found: home, why: 'ASCENT_HOME names it' })
    expect(of('Browser')).toMatchObject({ found: '/opt/some-browser', why: 'ASCENT_BROWSER names /opt/some-browser' })
    expect(of('Node, running').found).toContain(process.versions.node)
    expect(formatDoctorLines(lines).split('\n').length).toBe(2 * lines.length + 1)
  })

  it('names the owner of the database, and the shell that it runs in', async () => {
    const taken = acquireLock(lockPathOf(defaultDatabasePath(home)), 'browser')
    const lines = await doctorLines({ root: projectRoot, shell: { chosen: 'browser', why: 'a reason' } })
    expect(lines.find((line) => line.topic === 'Owner')!.found).toBe(`Ascent in a browser (process ${process.pid})`)
    expect(lines.find((line) => line.topic === 'Shell')).toEqual({ topic: 'Shell', found: 'browser', why: 'a reason' })
    if (taken.ok) taken.lock.release()
  })
})

describe('this runtime', () => {
  it('is the one that was installed, with relaxed SIMD', () => {
    expect(bundledNode()?.version).toBe(process.versions.node)
    expect(wasmSupport()).toEqual({ simd: true, relaxedSimd: true })
  })
})
