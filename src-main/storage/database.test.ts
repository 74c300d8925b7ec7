import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import BetterSqlite3 from 'better-sqlite3'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { closeDatabase, databaseBytes, openDatabase } from './database.ts'
import { metricRowOf, openForTest, storeRuns } from './fixtures.ts'
import { applicationId, migrate } from './migrate.ts'
import { migrations, schemaVersion } from './migrations/index.ts'
import { openProblem } from './open-problem.ts'
import { appendMetrics, metricRowCount } from './repositories/metrics.ts'
import { listRuns } from './repositories/runs.ts'
import { summaryOf } from './repositories/summaries.ts'
import { summaryOfRows } from './fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'ascent-storage-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const refusal = (opened: ReturnType<typeof openDatabase>) => {
  if (opened.ok) throw new Error('was opened')
  return opened.error
}

describe('opening a database', () => {
  it('makes a new one in WAL with foreign keys, and finds everything again', () => {
    const path = join(folder, 'new.db')
    const database = openForTest(path)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion)
    storeRuns(database, 'aaaaaaaa', 2)
    expect(databaseBytes(database)).toBeGreaterThan(0)
    closeDatabase(database)
    expect(existsSync(`${path}-wal`)).toBe(false)
    const again = openForTest(path)
    expect(listRuns(again)).toHaveLength(2)
    closeDatabase(again)
  })

  it('reads while another connection writes, and cannot write itself', () => {
    const path = join(folder, 'shared.db')
    const writer = openForTest(path)
    const [run] = storeRuns(writer, 'aaaaaaaa', 1)
    const opened = openDatabase(path, { readOnly: true })
    if (!opened.ok) throw new Error(opened.error.reason)
    appendMetrics(writer, run!.id, [metricRowOf(1, { return: 1 })])
    expect(metricRowCount(opened.value, run!.id)).toBe(1)
    expect(() => storeRuns(opened.value, 'bbbbbbbb', 1)).toThrow(/readonly/)
    closeDatabase(opened.value)
    closeDatabase(writer)
  })

  it('takes an empty file as a database that nothing is in yet, for reading as for writing', () => {
    const empty = join(folder, 'empty.db')
    writeFileSync(empty, '')
    expect(refusal(openDatabase(empty, { readOnly: true }))).toEqual({
      kind: 'missing',
      reason: `There is nothing in the database at ${empty} yet; start Ascent or run an experiment first.`,
    })
    openForTest(empty).close()
    const opened = openDatabase(empty, { readOnly: true })
    expect(opened.ok).toBe(true)
    if (opened.ok) opened.value.close()
  })

  it('takes no other program’s file for an empty one', () => {
    const path = join(folder, 'theirs.db')
    const theirs = new BetterSqlite3(path)
    theirs.pragma('application_id = 77')
    theirs.close()
    for (const readOnly of [true, false]) expect(refusal(openDatabase(path, { readOnly })).kind).toBe('foreign-file')
  })

  it('refuses what it cannot use, in words', () => {
    expect(refusal(openDatabase(join(folder, 'none.db'), { readOnly: true }))).toMatchObject({ kind: 'missing' })
    const text = join(folder, 'text.db')
    writeFileSync(
      text,
      'this is no database, but it is long enough to be asked about its header, which it lacks'.repeat(20),
    )
    expect(refusal(openDatabase(text))).toEqual({
      kind: 'foreign-file',
      reason: `${text} is not a database; name another with --db or move it away.`,
    })
    expect(refusal(openDatabase(folder))).toEqual({
      kind: 'cannot-open',
      reason: `${folder} is a folder; name a file in it with --db.`,
    })
    expect(refusal(openDatabase(folder, { readOnly: true })).reason).toContain('is a folder')
    expect(refusal(openDatabase(join(text, 'x.db')))).toEqual({
      kind: 'cannot-open',
      reason: `The database ${join(text, 'x.db')} can't be used: a part of its path is a file, not a folder. Name another with --db.`,
    })
    // Not even the empty file can be made.
    expect(openProblem('/x.db', Object.assign(new Error('EROFS: ...'), { code: 'EROFS' })).reason).toBe(
      "The database /x.db can't be used: the disk is read-only. Name another with --db.",
    )
    expect(refusal(openDatabase(join(folder, 'none', 'x.db'))).reason).toContain('there is no such folder')
    const other = join(folder, 'other.db')
    const foreign = new BetterSqlite3(other)
    foreign.exec('CREATE TABLE photo (id INTEGER)')
    foreign.close()
    expect(refusal(openDatabase(other)).kind).toBe('foreign-file')
    const newer = join(folder, 'newer.db')
    const later = openForTest(newer)
    later.pragma(`user_version = ${schemaVersion + 1}`)
    later.close()
    const error = refusal(openDatabase(newer))
    expect(error.kind).toBe('newer-schema')
    expect(error.reason).toContain('update Ascent')
  })
})

describe('closing', () => {
  it('on a full disk leaves the log beside the file, and nothing is lost', () => {
    const path = join(folder, 'full.db')
    const database = openForTest(path)
    storeRuns(database, 'aaaaaaaa', 2)
    const reader = openForTest(path)
    vi.spyOn(database, 'pragma').mockImplementation(() => {
      throw new BetterSqlite3.SqliteError('database or disk is full', 'SQLITE_FULL')
    })
    closeDatabase(database)
    expect(database.open).toBe(false)
    expect(listRuns(reader)).toHaveLength(2)
    reader.close()
  })
})

describe('migrations', () => {
  it('are numbered without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('copy a database with content first, and a failing one leaves it as it was', () => {
    const path = join(folder, 'old.db')
    const database = openForTest(path)
    storeRuns(database, 'aaaaaaaa', 1)
    const further = [
      ...migrations,
      { version: schemaVersion + 1, name: 'a note', change: 'CREATE TABLE note (text TEXT) STRICT' },
      {
        version: schemaVersion + 2,
        name: 'broken',
        change: 'CREATE TABLE half (x TEXT) STRICT; CREATE TABLE note (text TEXT)',
      },
    ]
    const error = migrate(database, path, further)
    expect(error).toMatchObject({ kind: 'migration-failed' })
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion + 1)
    expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0)
    expect(listRuns(database)).toHaveLength(1)
    database.close()
    const backup = openForTest(`${path}.before-schema-${schemaVersion + 1}.backup`)
    expect(backup.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(backup.pragma('application_id', { simple: true })).toBe(applicationId)
    expect(listRuns(backup)).toHaveLength(1)
    backup.close()
  })
})

describe('a kill of the writer', () => {
  it('loses nothing that was committed, and leaves summary and rows in agreement', async () => {
    const path = join(folder, 'killed.db')
    const setUp = openForTest(path)
    const [run] = storeRuns(setUp, 'aaaaaaaa', 1)
    setUp.close()
    const script = join(folder, 'writer.ts')
    const here = import.meta.dirname
    writeFileSync(
      script,
      `import { openForTest, metricRowOf } from '${here}/fixtures.ts'
       import { appendMetrics } from '${here}/repositories/metrics.ts'
       import { runById } from '${here}/repositories/runs.ts'
       const database = openForTest(process.argv[2])
       for (let update = 1; ; update++) {
         appendMetrics(database, process.argv[3] as never, [metricRowOf(update, { return: update, entropy: 0.5 })])
         process.stdout.write(update + '\\n')
         // So that what is shown goes out, and a reader that is gone ends this.
         await new Promise((resolve) => setImmediate(resolve))
       }`,
    )
    const child = spawn(process.execPath, [script, path, run!.id], { stdio: ['ignore', 'pipe', 'inherit'] })
    let shown = ''
    child.stdout.on('data', (data: Buffer) => {
      shown += data.toString()
      if (shown.split('\n').length > 1200) child.kill('SIGKILL')
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    await new Promise((resolve) => child.on('close', resolve))
    const lastShown = Number(shown.split('\n').at(-2))
    const database = openForTest(path)
    expect(metricRowCount(database, run!.id)).toBeGreaterThanOrEqual(lastShown)
    expect(summaryOf(database, run!.id)).toEqual(summaryOfRows(database, run!.id))
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(readFileSync(path).length).toBeGreaterThan(0)
    closeDatabase(database)
  })
})
