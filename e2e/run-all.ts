// `npm test`: types, lint with the import rules, TensorFlow native where it can be had, unit tests, end-to-end tests.
// The last line sums up; tests that passed only when tried again are named above it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installTensorflowNative } from '../src-main/engines/tfjs/native-install/install.ts'
import { progressLine } from '../src-main/shells/progress-line.ts'
import { runEndToEnd } from './end-to-end.ts'
import { runTool } from './run-tool.ts'
import { describeResult, endToEndTally, failedStep, unitTally, type Tally } from './tally.ts'

const bin = join(import.meta.dirname, '..', 'node_modules')
const reports = mkdtempSync(join(tmpdir(), 'ascent-tests-'))
const tallies: { name: string; tally: Tally }[] = []
const heading = (text: string): void => void process.stderr.write(`\n== ${text}\n`)

for (const [name, args] of [
  ['types', [join(bin, 'typescript/bin/tsc'), '--noEmit']],
  ['lint', [join(bin, 'oxlint/bin/oxlint')]],
  [
    'import rules',
    [
      join(bin, 'dependency-cruiser/bin/dependency-cruiser.mjs'),
      'src-main',
      'src-shared',
      'src-renderer',
      'e2e',
      '--config',
      '.dependency-cruiser.mjs',
    ],
  ],
] as const) {
  heading(name)
  if ((await runTool(args)) !== 0) tallies.push({ name, tally: failedStep })
}

heading('TensorFlow native')
const line = progressLine(process.stderr)
const native = await installTensorflowNative({ onProgress: ({ fraction, sentence }) => line.show(sentence, fraction) })
line.end()
process.stderr.write(
  native.ok
    ? `TensorFlow ${native.status.tensorflowVersion} lies in ${native.status.folder}\n`
    : `${native.sentence} Its tests are skipped.\n`,
)

heading('unit tests')
const unitReport = join(reports, 'unit.json')
const unitExit = await runTool([
  join(bin, 'vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${unitReport}`,
])
tallies.push({ name: 'unit', tally: unitTally(unitReport, unitExit) })

heading('end-to-end tests')
const endToEndReport = join(reports, 'end-to-end.json')
const endToEndExit = await runEndToEnd('browser', process.argv.slice(2), { ASCENT_E2E_REPORT: endToEndReport })
tallies.push({ name: 'end-to-end', tally: endToEndTally(endToEndReport, endToEndExit) })

rmSync(reports, { recursive: true, force: true })
heading('result')
process.stdout.write(`${describeResult(tallies)}\n`)
process.exitCode = tallies.some(({ tally }) => tally.failed > 0) ? 1 : 0
