import type { Command } from 'commander'
import { pointsOf } from '../../../src-shared/domain/points.ts'
import type { Run } from '../../../src-shared/domain/run.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { valueOf, withApp } from './with-app.ts'

export function addListCommand(program: Command, terminal: Terminal): void {
  program
    .command('list')
    .description('list the experiments in the database')
    .option('--db <file>', 'a database file instead of your own')
    .option('--json', 'as JSON')
    .action(async (options: { db?: string; json?: boolean }) => {
      const { experiments, runs } = await withApp(options.db, 'read', async (app) =>
        valueOf(await app.call('history.tree', {})),
      )
      const listed = experiments.map((experiment) => {
        const members = runs.filter(({ experimentId }) => experimentId === experiment.id)
        return {
          id: experiment.id,
          name: experiment.name,
          environment: experiment.spec.environment.id,
          variants: pointsOf(experiment.spec).length,
          runs: countByStatus(members),
          createdAt: experiment.createdAt,
          tags: experiment.tags,
        }
      })
      if (options.json) terminal.out(`${JSON.stringify(listed, null, 2)}\n`)
      else if (listed.length === 0) terminal.err('There are no experiments yet. ascent run SPEC.json trains one.\n')
      else {
        terminal.out(
          textTable(
            ['id', 'made', 'environment', 'runs', 'name'],
            listed.map((entry) => [
              entry.id,
              new Date(entry.createdAt).toISOString().slice(0, 16).replace('T', ' '),
              entry.environment,
              describeCounts(entry.runs),
              entry.name,
            ]),
          ),
        )
      }
    })
}

function countByStatus(runs: readonly Run[]): Partial<Record<Run['status'], number>> {
  const counts: Partial<Record<Run['status'], number>> = {}
  for (const { status } of runs) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

const describeCounts = (counts: Partial<Record<Run['status'], number>>) =>
  Object.entries(counts)
    .map(([status, count]) => `${count} ${status}`)
    .join(', ')
