import { environmentEntry } from '../../../../src-shared/catalogue/environments/index.ts'
import type { MetricColumns } from '../../../../src-shared/contract/methods.ts'
import type { EnvironmentSpec } from '../../../../src-shared/catalogue/environments/index.ts'
import { formatFixed, formatNumber } from '../../../../src-shared/words/format.ts'
import { decimalsFor, scaleOf } from '../finite/scale.ts'
import type { FiniteAnswer } from '../finite/use-finite.ts'
import type { CheckpointColumn } from './checkpoint-list.tsx'
import type { ScrubberCurves } from './scrubber.tsx'
import { valueAt, type Curve } from './scrubber-geometry.ts'

/** A run in the scrubber and in the list of checkpoints. */
export interface CurvesAndColumns {
  curves: ScrubberCurves
  columns: CheckpointColumn[]
}

const recordedCurve = (columns: MetricColumns | null, metric: 'return' | 'evaluationReturn'): Curve | null => {
  const values = columns?.values[metric]
  return columns && values?.some((value) => value !== null)
    ? { name: metric === 'return' ? 'return' : 'evaluation', updates: columns.update, values }
    : null
}

/** J of each checkpoint. */
const exactCurve = (answer: FiniteAnswer) => ({
  name: 'J exact',
  updates: answer.map(({ update }) => update),
  values: answer.map(({ objective }) => objective),
})

/** Of a finite world: J solved at each checkpoint, over the returns that were recorded. */
export function finiteCurves(
  answer: FiniteAnswer,
  recorded: MetricColumns | null,
  optimum: number | null,
  beside: { answer: FiniteAnswer; colour: string } | null,
): CurvesAndColumns {
  const decimals = decimalsFor(scaleOf('amount', exactCurve(answer).values)) + 1
  return {
    curves: {
      main: exactCurve(answer),
      faint: recordedCurve(recorded, 'return'),
      beside: beside && { ...exactCurve(beside.answer), colour: beside.colour },
      goal: optimum === null ? null : { value: optimum, label: `optimum ${formatNumber(optimum, 3)}` },
    },
    columns: [
      { name: 'J exact', texts: answer.map(({ objective }) => formatFixed(objective, decimals)) },
      { name: 'KL', texts: answer.map(({ klToPrevious }) => (klToPrevious ? klText(klToPrevious.step) : '')) },
    ],
  }
}

/** Nats, with four decimals where there are such. */
export const klText = (nats: number): string =>
  nats > 0 && nats < 0.00005 ? '< 0.0001' : formatFixed(nats, nats < 10 ? 4 : 1)

/** Of a world that is not solved: the returns that were recorded, those of evaluations where there are any. */
export function recordedCurves(
  updates: readonly number[],
  recorded: MetricColumns | null,
  environment: EnvironmentSpec,
  beside: { recorded: MetricColumns | null; colour: string } | null,
): CurvesAndColumns {
  const best = (columns: MetricColumns | null): Curve =>
    recordedCurve(columns, 'evaluationReturn') ??
    recordedCurve(columns, 'return') ?? { name: 'return', updates: [], values: [] }
  const main = best(recorded)
  const { solvedAt } = environmentEntry(environment.id)
  return {
    curves: {
      main,
      faint: main.name === 'return' ? null : recordedCurve(recorded, 'return'),
      beside: beside && { ...best(beside.recorded), colour: beside.colour },
      goal: solvedAt === undefined ? null : { value: solvedAt, label: `solved: ${formatNumber(solvedAt)}` },
    },
    columns: [
      {
        name: main.name,
        texts: updates.map((update) => {
          const value = valueAt(main, update)
          return value === null ? '' : formatNumber(value, 4)
        }),
      },
    ],
  }
}
