import type { FiniteSnapshot } from './snapshot.ts'

const columns = [
  'update',
  'env_steps',
  'step',
  'state',
  'action',
  'pi',
  'q',
  'advantage',
  'value',
  'critic',
  'critic_error',
  'occupancy',
  'visits',
] as const

/** Everything that was solved of some checkpoints, as CSV: a row for each checkpoint, state and action. */
export function numbersCsv(
  snapshots: readonly FiniteSnapshot[],
  step: number | 'summed',
  actionNames: readonly string[],
): string {
  const lines = [columns.join(',')]
  for (const one of snapshots) {
    for (let state = 0; state < one.valuesS.length; state++) {
      for (const [action, name] of actionNames.entries()) {
        const at = state * actionNames.length + action
        lines.push(
          [
            one.update,
            one.envSteps,
            step,
            state,
            quoted(name),
            one.piSA[at],
            one.qSA[at],
            one.advantagesSA[at],
            one.valuesS[state],
            one.criticS?.[state] ?? '',
            one.criticErrorS?.[state] ?? '',
            one.occupancyS[state],
            one.visitsS[state],
          ].join(','),
        )
      }
    }
  }
  return `${lines.join('\n')}\n`
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
