import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { InspectedRun } from '../../../src-shared/contract/inspect.ts'
import type { ResultOf } from '../../../src-shared/contract/methods.ts'
import { unpackNumbers } from '../../../src-shared/contract/packed-numbers.ts'
import type { ShownStep } from '../../../src-shared/domain/shown-step.ts'
import { formatNumber } from '../../../src-shared/words/format.ts'
import { findById } from './find-by-id.ts'
import { CliError, exitCodes } from './terminal.ts'
import type { Terminal } from './terminal.ts'
import { textTable } from './text-table.ts'
import { valueOf, withApp } from './with-app.ts'

interface Options {
  update?: number
  step: ShownStep
  db?: string
  json?: boolean
}

/** What Inspect shows of one checkpoint of a run in a finite world, as numbers. */
export function addInspectCommand(program: Command, terminal: Terminal): void {
  program
    .command('inspect')
    .description(
      'what a run’s policy was worth: V, Q, A, visits and J of a checkpoint, solved exactly in a finite world',
    )
    .argument('<RUN>', 'an id from "ascent show", or its first characters')
    .option('--update <N>', 'the last checkpoint up to this update; the run’s last one if left out', wholeNumber)
    .option('--step <H>', 'the time step h of V, Q, A and d, or "summed": means weighted by d_h(s)', stepOf, 0)
    .option('--db <file>', 'a database file instead of your own')
    .option('--json', 'as JSON')
    .action(async (id: string, { update, step, db, json }: Options) => {
      await withApp(db, 'read', async (app) => {
        const { runs } = valueOf(await app.call('history.tree', { deleted: true }))
        const { id: runId } = findById(runs, id, 'run')
        const facts = valueOf(await app.call('inspect.run', { runId }))
        const taken = facts.snapshots.findLast((snapshot) => snapshot.update <= (update ?? Number.MAX_SAFE_INTEGER))
        if (taken === undefined) throw new CliError(noCheckpoint(facts, update), exitCodes.failed)
        const { snapshots } = valueOf(await app.call('inspect.finite', { runId, step, updates: [taken.update] }))
        const shown = { ...numbersOf(snapshots[0]!, facts), step, source: taken.source }
        terminal.out(json ? `${JSON.stringify({ runId, ...shown }, null, 2)}\n` : tableOf(shown, facts))
      })
    })
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('it counts updates: give a whole number from 0 on.')
  return Number(text)
}

function stepOf(text: string): ShownStep {
  if (text === 'summed') return text
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('give a time step from 0 on, or "summed".')
  return Number(text)
}

function noCheckpoint({ snapshots }: InspectedRun, update: number | undefined): string {
  if (snapshots.length === 0) return 'That run has kept no checkpoint, so there is no policy to look at.'
  return `That run has no checkpoint up to update ${update}: its first is of update ${snapshots[0]!.update}.`
}

type Finite = ResultOf<'inspect.finite'>['snapshots'][number]

/** Rows by state, as the textbook writes them: V[s], Q[s][a]. */
function numbersOf(finite: Finite, { actions, optimum }: InspectedRun) {
  const byState = (packed: Finite['valuesS']) => [...unpackNumbers(packed)]
  const byPair = (packed: Finite['qSA']) => {
    const numbers = byState(packed)
    return Array.from({ length: numbers.length / actions }, (_, s) => numbers.slice(s * actions, (s + 1) * actions))
  }
  return {
    update: finite.update,
    envSteps: finite.envSteps,
    objective: finite.objective,
    discountedObjective: finite.discountedObjective,
    optimum,
    entropy: finite.entropy,
    klToPrevious: finite.klToPrevious,
    stepsPerEpisode: finite.stepsPerEpisode,
    policy: byPair(finite.piSA),
    values: byState(finite.valuesS),
    qValues: byPair(finite.qSA),
    advantages: byPair(finite.advantagesSA),
    occupancy: byState(finite.occupancyS),
    visits: byState(finite.visitsS),
    greedy: byState(finite.greedyS).map((flag) => flag === 1),
    critic: finite.criticS && byState(finite.criticS),
    criticError: finite.criticErrorS && byState(finite.criticErrorS),
  }
}

type Shown = ReturnType<typeof numbersOf> & { step: ShownStep; source: InspectedRun['snapshots'][number]['source'] }

function tableOf(shown: Shown, { actionNames }: InspectedRun): string {
  const { klToPrevious, discountedObjective, optimum, source, step } = shown
  const number = (value: number) => (Number.isNaN(value) ? '-' : formatNumber(value))
  const facts: [string, string | null][] = [
    ['update', `${shown.update}${source === 'snapshot' ? '' : ', a saved state: this run has no checkpoints'}`],
    ['J', `${number(shown.objective)}${optimum === null ? '' : `, optimum ${number(optimum)}`}`],
    ['J discounted', discountedObjective === null ? null : number(discountedObjective)],
    ['entropy', `${number(shown.entropy)} nats a decision`],
    [
      'KL',
      klToPrevious === null
        ? null
        : `${number(klToPrevious.trajectory)} nats a trajectory from the checkpoint before, ${number(klToPrevious.step)} a decision`,
    ],
    ['decisions', `${number(shown.stepsPerEpisode)} an episode`],
    [
      'below',
      step === 'summed' ? 'means over the steps of an episode, weighted by d_h(s)' : `at time step h = ${step}`,
    ],
  ]
  const { critic, criticError } = shown
  const table = textTable(
    [
      'state',
      'd(s)',
      'V',
      ...(critic === null ? [] : ['critic', 'error']),
      ...actionNames.flatMap((name) => [`pi ${name}`, `Q ${name}`]),
      'greedy',
    ],
    shown.values.map((value, s) => [
      String(s),
      number(shown.occupancy[s]!),
      number(value),
      ...(critic === null ? [] : [number(critic[s]!), number(criticError![s]!)]),
      ...actionNames.flatMap((_, a) => [number(shown.policy[s]![a]!), number(shown.qValues[s]![a]!)]),
      shown.greedy[s] ? 'yes' : 'no',
    ]),
  )
  const lines = facts.flatMap(([name, text]) => (text === null ? [] : [`${name.padEnd(14)}${text}\n`]))
  return `${lines.join('')}\n${table}\n`
}
