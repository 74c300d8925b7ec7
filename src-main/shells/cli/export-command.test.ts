import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { ascent, env, file, main, shell, smallSpec } from '../../testing/cli-process.ts'

describe('ascent export', () => {
  it('ends quietly when its reader goes away', async () => {
    const db = file('long.db')
    ascent(
      ['run', '-', '--db', db, '--json'],
      JSON.stringify({ ...smallSpec, budget: { updates: 3_000 }, evaluation: null }),
    )
    const child = spawn(
      'bash',
      ['-c', `set -o pipefail; "${process.execPath}" "${main}" export --db "${db}" --format csv | head -1`],
      { env },
    )
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^experiment,variant,seed,status,update,.*\n$/)
  })

  it('goes no faster than it is read, and is whole', () => {
    const whole = ascent(['export', '--db', file('long.db'), '--format', 'json'])
    const slow = shell(`ascent export --db "${file('long.db')}" --format json | { sleep 2; cat; }`)
    expect(slow.stderr).toBe('')
    // Compared as one fact: a difference of megabytes can't be read.
    expect(slow.stdout === whole.stdout).toBe(true)
    expect(slow.stdout.length).toBeGreaterThan(300_000)
    expect(JSON.parse(slow.stdout).experiments[0].runs).toHaveLength(4)
  })
})
