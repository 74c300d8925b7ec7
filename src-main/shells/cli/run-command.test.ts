import { existsSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ascent, file, folder, smallSpec, start } from '../../testing/cli-process.ts'
import { lockPathOf } from '../lock-file.ts'
import { processStartTime } from '../process-start-time.ts'

describe('ascent run', () => {
  it('trains every variant and seed; --json gives a line a run, and everything is found again', () => {
    const db = file('run.db')
    const run = ascent(['run', file('small.json'), '--db', db, '--json'])
    expect(run.status).toBe(0)
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ variant, seed }) => `${variant} ${seed}`).toSorted()).toEqual([
      'plain 1',
      'plain 2',
      'with "mean" 1',
      'with "mean" 2',
    ])
    for (const line of lines) {
      expect(line).toMatchObject({ status: 'finished', updates: 20, engine: 'reference' })
      expect(line.evaluationReturn).toBeTypeOf('number')
    }
    expect(run.stderr).toContain('plain, seed 1: started')

    const [listed] = JSON.parse(ascent(['list', '--db', db, '--json']).stdout)
    expect(listed).toMatchObject({ name: 'A small grid', environment: 'gridworld', runs: { finished: 4 } })
    expect(ascent(['list', '--db', db]).stdout).toContain('4 finished')
    expect(ascent(['show', '--db', db, listed.id]).stdout).toContain('with "mean"')
    expect(JSON.parse(ascent(['show', '--db', db, lines[0].run.slice(0, 10), '--json']).stdout)).toMatchObject({
      id: lines[0].run,
      status: 'finished',
      experiment: 'A small grid',
    })
  })

  it('gives equal bytes for equal seeds, each into a fresh database', () => {
    for (const db of ['one.db', 'two.db'])
      ascent(['run', file('small.json'), '--db', file(db), '--seeds', '7', '--json'])
    for (const format of ['csv', 'json']) {
      const [one, two] = ['one.db', 'two.db'].map(
        (db) => ascent(['export', '--db', file(db), '--format', format]).stdout,
      )
      expect(one!.split('\n').length).toBeGreaterThan(40)
      expect(two).toBe(one)
    }
  })

  it('trains every point of a sweep, and says what is left out', () => {
    const sweep = { dimensions: [{ path: 'variants[0].update.learningRate', values: [0.1, 1, 5_000] }] }
    const spec = { ...smallSpec, variants: smallSpec.variants.slice(0, 1), seeds: [1], budget: { updates: 2 }, sweep }
    const run = ascent(['run', '-', '--db', file('sweep.db'), '--json'], JSON.stringify(spec))
    expect(run.status).toBe(0)
    const variants = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).variant)
    expect(variants.toSorted()).toEqual(['learning rate η 0.1', 'learning rate η 1'])
    expect(run.stderr).toContain('left out: learning rate η 5000: update.learningRate should be at most 1,000')
  })

  it('says what doesn’t fit, by field, with exit code 2', () => {
    const broken = {
      ...smallSpec,
      variants: [{ ...smallSpec.variants[0], policy: { kind: 'linear-gaussian' } }],
      budget: { updates: -1 },
    }
    const refused = ascent(['run', '-', '--db', file('no.db')], JSON.stringify(broken))
    expect(refused.status).toBe(2)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toContain('budget.updates')
    const combined = ascent(['run', '-', '--db', file('no.db')], JSON.stringify({ ...broken, budget: { updates: 1 } }))
    expect(combined.stderr).toContain('variants[0].policy.kind: this world has discrete actions')
    // A refused spec has no use for a database.
    expect(existsSync(file('no.db'))).toBe(false)
    expect(ascent(['run', file('none.json')])).toMatchObject({
      status: 2,
      stderr: `ascent: ${file('none.json')} can't be read: there is no such file.\n`,
    })
    expect(ascent(['run', folder])).toMatchObject({
      status: 2,
      stderr: `ascent: ${folder} can't be read: it is a folder.\n`,
    })
    for (const json of ['null', '[]'])
      expect(ascent(['run', '-', '--seeds', '1', '--db', file('no.db')], json).stderr).toBe(
        "ascent: stdin doesn't fit:\n  should be an object\n",
      )
    expect(ascent(['run', '-'], '{ "name": ').stderr).toContain('stdin is not JSON')
    expect(ascent(['run', file('small.json'), '--seeds', 'x']).stderr).toContain('is not a seed')
    expect(ascent(['run']).status).toBe(2)
    expect(ascent(['walk']).status).toBe(2)
    expect(ascent(['export', '--format', 'xml']).status).toBe(2)
    expect(ascent(['--help']).status).toBe(0)
  })

  it('on Ctrl+C cancels, keeps what was trained and exits with 130', async () => {
    const db = file('cancelled.db')
    let sent = false
    const ended = await start(['run', file('endless.json'), '--db', db, '--json'], (child) => {
      // As a terminal does: to the whole process group, the trainer too.
      if (!sent) setTimeout(() => process.kill(-child.pid!, 'SIGINT'), 1_500)
      sent = true
    })
    expect(ended.code).toBe(130)
    const line = JSON.parse(ended.stdout)
    expect(line).toMatchObject({ status: 'cancelled' })
    expect(line.updates).toBeGreaterThan(0)
    expect(ascent(['export', '--db', db, '--format', 'csv']).stdout.split('\n').length).toBeGreaterThan(2)
  })

  it('leaves a database alone that another process owns, names --db, and reading still works', () => {
    const db = file('owned.db')
    expect(ascent(['run', file('small.json'), '--db', db, '--seeds', '1', '--json']).status).toBe(0)
    writeFileSync(
      lockPathOf(db),
      JSON.stringify({ pid: process.pid, startTime: processStartTime(process.pid), kind: 'browser' }),
    )
    const refused = ascent(['run', file('small.json'), '--db', db])
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain('--db FILE')
    expect(ascent(['list', '--db', db]).stdout).toContain('2 finished')
    expect(ascent(['list', '--db', file('none.db')])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no database'),
    })
  })
})
