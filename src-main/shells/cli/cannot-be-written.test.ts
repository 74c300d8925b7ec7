import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openForTest } from '../../storage/fixtures.ts'
import { ascent, env, file, folder, main } from '../../testing/cli-process.ts'
import { lockPathOf } from '../lock-file.ts'

describe('places that can’t be used', () => {
  it('are answered with a sentence and a way on', () => {
    const homeless = (args: string[]) =>
      spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: { ...env, ASCENT_HOME: '/dev/null/x' } })
    expect(homeless(['run', file('small.json')])).toMatchObject({
      status: 1,
      stderr:
        "ascent: The data folder /dev/null/x can't be made: a part of its path is a file, not a folder. " +
        'Name another folder with ASCENT_HOME, or a database with --db FILE.\n',
    })
    expect(homeless(['list'])).toMatchObject({
      status: 1,
      stderr: 'ascent: There is no database at /dev/null/x/ascent.db yet; start Ascent or run an experiment first.\n',
    })
    expect(ascent(['run', file('small.json'), '--db', folder])).toMatchObject({
      status: 1,
      stderr: `ascent: ${folder} is a folder; name a file in it with --db.\n`,
    })
    expect(existsSync(lockPathOf(folder))).toBe(false)
    writeFileSync(file('text.db'), 'a text')
    for (const args of [['list'], ['run', file('small.json')]]) {
      expect(ascent([...args, '--db', file('text.db')])).toMatchObject({
        status: 1,
        stderr: `ascent: ${file('text.db')} is not a database; name another with --db or move it away.\n`,
      })
    }
    expect(readFileSync(file('text.db'), 'utf8')).toBe('a text')
  })

  it('stop a bench before it measures', () => {
    const output = join(file('small.json'), 'results.json')
    expect(ascent(['bench', '--output', output])).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `ascent: ${output} can't be written: a file already has its name, or its folder’s. Name another file with --output.\n`,
    })
  })
})

describe('output that can’t be written', () => {
  // A file that may not grow, as on a full disk.
  const toFullDisk = (args: string, output: string) =>
    spawnSync(
      'bash',
      ['-c', `trap '' XFSZ; ulimit -f 0; exec "${process.execPath}" "${main}" ${args} ${output} "${file('output')}"`],
      { encoding: 'utf8', env: { ...env, ASCENT_HOME: file('nowhere') } },
    )

  it('is told in a sentence', () => {
    expect(toFullDisk('schema', '>')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^ascent: The output can't be written: .+\.\n$/),
    })
  })

  it('is no fault where it is the progress only', () => {
    expect(toFullDisk('schema', '2>').status).toBe(0)
    expect(toFullDisk('walk', '2>')).toMatchObject({ status: 2, stdout: '' })
  })
})

describe('a database that can’t be written any more', () => {
  /** A database in which one kind of change fails, as on a full disk. */
  const fullAt = (name: string, change: string) => {
    const database = openForTest(file(name))
    database.exec(
      `CREATE TRIGGER full_disk BEFORE ${change} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
    )
    database.close()
    return file(name)
  }

  it('refuses the runs in a sentence', () => {
    const db = fullAt('full-experiment.db', 'INSERT ON experiment')
    expect(ascent(['run', file('small.json'), '--db', db])).toMatchObject({
      status: 1,
      stdout: '',
      stderr: 'ascent: The database could not be written: database or disk is full\n',
    })
  })

  it('cancels what trains, says why and ends', () => {
    const run = ascent(['run', file('endless.json'), '--db', fullAt('full-rows.db', 'INSERT ON metric_tail')])
    expect(run.status).toBe(1)
    expect(run.stdout).toContain('cancelled')
    expect(run.stderr).toContain(
      'The metrics of a run could not be stored, so it is cancelled: database or disk is full\n',
    )
    expect(run.stderr).not.toContain('    at ')
  })

  it('ends, where not even that can be recorded, instead of waiting for ever', () => {
    for (const [name, change] of [
      ['full-start.db', "UPDATE ON run WHEN NEW.status = 'running' AND OLD.status = 'queued'"],
      ['full-end.db', "UPDATE ON run WHEN NEW.status = 'finished'"],
    ] as const) {
      const run = ascent(['run', file('small.json'), '--db', fullAt(name, change)])
      expect(run.status).toBe(1)
      expect(run.stderr).toMatch(
        /^The .* could not be recorded: database or disk is full$|^A queued run could not be started: database or disk is full$/m,
      )
      expect(run.stderr).not.toContain('    at ')
    }
  })
})
