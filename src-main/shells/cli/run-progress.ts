import { remainingMsByOwnPace } from '../../../src-shared/domain/pace.ts'
import { hasEnded } from '../../../src-shared/domain/run.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import type { Terminal } from './terminal.ts'
import { duration, shortNumber } from './text-table.ts'

/** Shows how runs come along, on stderr. */
export interface RunProgress {
  update(run: Run): void
  /** A line that stays. */
  say(line: string): void
  end(): void
}

const barWidth = 24

/**
 * On a terminal a bar for each run that trains, drawn over ten times a second at most, and a line that stays for each
 * one that ended. Elsewhere (a log) a line at each start, quarter and end.
 */
export function runProgress(terminal: Terminal, nameOf: (run: Run) => string, total: number): RunProgress {
  const active = new Map<string, Run>()
  const quarters = new Map<string, number>()
  const done = new Set<string>()
  let drawn = 0
  let timer: NodeJS.Timeout | undefined

  const erase = () => {
    if (drawn > 0) terminal.err(`\x1b[${drawn}A\x1b[0J`)
    drawn = 0
  }
  const draw = () => {
    timer = undefined
    erase()
    const shown = [...active.values()].slice(0, Math.max(1, terminal.rows - 3))
    const lines = shown.map((run) => barLine(run, nameOf(run)).slice(0, terminal.columns - 1))
    lines.push(`${done.size} of ${total} ${total === 1 ? 'run' : 'runs'} ended`)
    terminal.err(`${lines.join('\n')}\n`)
    drawn = lines.length
  }
  const lasting = (line: string) => {
    erase()
    terminal.err(`${line}\n`)
  }

  return {
    update(run) {
      if (done.has(run.id)) return
      if (hasEnded(run)) {
        done.add(run.id)
        active.delete(run.id)
        lasting(endLine(run, nameOf(run)))
      } else if (run.status === 'running') {
        active.set(run.id, run)
        const quarter = Math.floor(4 * run.progress.fraction)
        if (!terminal.canRedraw && quarter > (quarters.get(run.id) ?? -1)) {
          quarters.set(run.id, quarter)
          terminal.err(
            quarter === 0 ? `${nameOf(run)}: started, ${run.engine.engine}\n` : `${nameOf(run)}: ${25 * quarter} %\n`,
          )
        }
      }
      if (terminal.canRedraw) timer ??= setTimeout(draw, 100)
    },
    say: lasting,
    end() {
      clearTimeout(timer)
      erase()
    },
  }
}

function barLine(run: Run, name: string): string {
  const { fraction, stepsPerSecond, lastReturn } = run.progress
  const remainingMs = remainingMsByOwnPace(run)
  const filled = Math.round(barWidth * Math.min(1, fraction))
  const parts = [
    `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}] ${String(Math.floor(100 * fraction)).padStart(3)} %  ${name}`,
  ]
  if (lastReturn !== null) parts.push(`last return ${shortNumber(lastReturn)}`)
  if (stepsPerSecond !== null && stepsPerSecond > 0) parts.push(`${shortNumber(stepsPerSecond)} steps/s`)
  if (remainingMs !== null) parts.push(`${duration(remainingMs / 1_000)} left`)
  return parts.join('  ')
}

function endLine(run: Run, name: string): string {
  const { update, envSteps, lastReturn, lastEvaluationReturn, computeMs } = run.progress
  const parts = [
    `${name}: ${run.status}`,
    `${shortNumber(update)} updates`,
    `${shortNumber(envSteps)} env steps`,
    duration(computeMs / 1_000),
  ]
  if (lastEvaluationReturn !== null) parts.push(`last evaluation return ${shortNumber(lastEvaluationReturn)}`)
  else if (lastReturn !== null) parts.push(`last return ${shortNumber(lastReturn)}`)
  if (run.status !== 'finished' && run.statusReason !== null) parts.push(run.statusReason)
  return parts.join(', ')
}
