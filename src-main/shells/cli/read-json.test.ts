import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ascent, file, shell } from '../../testing/cli-process.ts'
import { root } from './with-app.ts'

describe('a command’s argument', () => {
  const problem = JSON.stringify(
    JSON.parse(readFileSync(join(root, 'src-main/core/exact/fixtures/exact-softmax-mdp.json'), 'utf8'))[0].input,
  )
  writeFileSync(file('exact.json'), problem)

  it('may be stdin under each of its names, a pipe, and what bash substitutes for a process', () => {
    const plain = ascent(['exact', file('exact.json')])
    expect(plain).toMatchObject({ status: 0, stderr: '' })
    for (const line of [
      `cat "${file('exact.json')}" | ascent exact -`,
      `cat "${file('exact.json')}" | ascent exact /dev/stdin`,
      `ascent exact /dev/stdin < "${file('exact.json')}"`,
      `ascent exact <(sleep 1; cat "${file('exact.json')}")`,
      `mkfifo "${file('pipe')}"; cat "${file('exact.json')}" > "${file('pipe')}" & ascent exact "${file('pipe')}"`,
    ])
      expect({ line, ...shell(line) }).toEqual({ line, ...plain })
  })

  it('may be nested no deeper than a limit, in a spec and in an option', () => {
    const deep = `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`
    const spec = `{ "name": "deep", "environment": { "id": "module", "path": "x.mjs", "parameters": ${deep} }, "variants": [] }`
    writeFileSync(file('deep.json'), spec)
    const run = ascent(['run', file('deep.json'), '--db', file('deep.db')])
    expect(run.status).toBe(2)
    expect(run.stderr).toContain('environment.parameters: may be nested 64 levels deep at most\n')
    expect(ascent(['check-env', file('x.mjs'), '--parameters', deep])).toMatchObject({
      status: 2,
      stderr: "ascent: --parameters doesn't fit:\n  may be nested 64 levels deep at most\n",
    })
  })

  it('is refused where it is no file, and read no further than a limit', () => {
    for (const command of ['exact', 'run', 'replay'])
      expect(ascent([command, '/dev/zero'])).toEqual({
        status: 2,
        stdout: '',
        stderr: "ascent: /dev/zero can't be read: it is a device, not a file.\n",
      })
    expect(shell('ascent exact - < /dev/zero')).toEqual({
      status: 2,
      stdout: '',
      stderr: "ascent: stdin can't be read: it is larger than 250 MB, the most that is read of it.\n",
    })
    expect(shell(`mkfifo "${file('module.mjs')}"; ascent check-env "${file('module.mjs')}"`)).toMatchObject({
      status: 1,
      stderr: `ascent: The module ${file('module.mjs')} can't be read: it is a named pipe, not a file.\n`,
    })
    expect(shell(`mkfifo "${file('bench')}"; ascent bench --output "${file('bench')}"`)).toMatchObject({
      status: 2,
      stderr: `ascent: ${file('bench')} can't be read: it is a named pipe, not a file.\n`,
    })
    expect(shell(`mkfifo "${file('pipe.db')}"; ascent list --db "${file('pipe.db')}"`)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('is not a file that can hold a database'),
    })
  })
})
