import { criticSpec } from '../catalogue/critic.ts'
import { environmentCatalogue } from '../catalogue/environments/index.ts'
import { estimatorCatalogue } from '../catalogue/estimators/index.ts'
import { normalisationSpec } from '../catalogue/normalisation.ts'
import { policyCatalogue } from '../catalogue/policies/index.ts'
import { updateCatalogue } from '../catalogue/updates/index.ts'
import { pointOf } from '../domain/points.ts'
import type { Experiment } from '../domain/run.ts'
import { collectionSpec } from '../catalogue/collection.ts'
import { budgetSpec } from '../domain/budget.ts'
import { evaluationSpec } from '../domain/evaluation.ts'
import { experimentShape } from '../domain/spec.ts'
import { fieldLines, type FieldLine } from './field-lines.ts'
import { startWords } from './start-words.ts'
import type * as z from 'zod'

/** One part of a variant in words: what was chosen, and its settings. */
export interface PartLines {
  part:
    | 'environment'
    | 'policy'
    | 'estimator'
    | 'update'
    | 'critic'
    | 'collection'
    | 'normalisation'
    | 'start'
    | 'evaluation'
    | 'budget'
    | 'plan'
  heading: string
  choice: string
  lines: FieldLine[]
}

interface Entry {
  id: string
  title: string
  schema: z.ZodType
}
const chosen = (
  entries: readonly Entry[],
  id: string,
  value: unknown,
  skip: readonly string[],
): Pick<PartLines, 'choice' | 'lines'> => {
  const entry = entries.find((candidate) => candidate.id === id)
  return entry === undefined
    ? { choice: id, lines: [] }
    : { choice: entry.title, lines: fieldLines(entry.schema, value, '', skip) }
}

/** Settings of a union without a title of its own: the first line is the choice, the others are its settings. */
function named(schema: z.ZodType, value: unknown, name: string): Pick<PartLines, 'choice' | 'lines'> {
  const [first, ...lines] = fieldLines(schema, value, name)
  return { choice: first?.text ?? '', lines }
}

/** All that decides a variant's runs, part by part, in the words of the catalogue. */
export function variantLines(experiment: Pick<Experiment, 'spec'>, variantIndex: number): PartLines[] {
  const { spec } = experiment
  const point = pointOf(spec, variantIndex)
  if (point === undefined) return []
  const { variant, environment } = point
  const parts: PartLines[] = [
    {
      part: 'environment',
      heading: 'World',
      ...chosen(environmentCatalogue, environment.id, environment, ['id']),
    },
    { part: 'policy', heading: 'Policy', ...chosen(policyCatalogue, variant.policy.kind, variant.policy, ['kind']) },
    {
      part: 'estimator',
      heading: 'Estimator',
      ...chosen(estimatorCatalogue, variant.estimator.kind, variant.estimator, ['kind']),
    },
    { part: 'update', heading: 'Update', ...chosen(updateCatalogue, variant.update.kind, variant.update, ['kind']) },
  ]
  if (variant.critic !== undefined) {
    const [network, ...lines] = fieldLines(criticSpec, variant.critic)
    parts.push({ part: 'critic', heading: 'Critic', choice: network?.text ?? '', lines })
  }
  parts.push({ part: 'collection', heading: 'Collect', ...named(collectionSpec, variant.collection, 'collection') })
  const { observations, observationClip, rewards, rewardClip } = variant.normalisation
  if (observations || rewards) {
    const shown = {
      ...(observations && { observations, observationClip }),
      ...(rewards && { rewards, rewardClip }),
    }
    parts.push({
      part: 'normalisation',
      heading: 'Normalisation',
      choice: '',
      lines: fieldLines(normalisationSpec, shown, 'normalisation'),
    })
  }
  if (variant.initialParameters !== undefined)
    parts.push({ part: 'start', heading: 'Starts from', choice: startWords(variant.initialParameters), lines: [] })
  parts.push(
    spec.evaluation === null
      ? { part: 'evaluation', heading: 'Evaluation', choice: 'none', lines: [] }
      : { part: 'evaluation', heading: 'Evaluation', choice: '', lines: fieldLines(evaluationSpec, spec.evaluation) },
  )
  parts.push({ part: 'budget', heading: 'Budget', ...named(budgetSpec, spec.budget, 'budget') })
  const { recordEvery, diagnosticsEvery, engine, checkpoints, snapshots } = experimentShape.shape
  parts.push({
    part: 'plan',
    heading: 'Plan',
    choice: '',
    lines: [
      ...fieldLines(recordEvery, spec.recordEvery, 'recordEvery'),
      ...fieldLines(diagnosticsEvery, spec.diagnosticsEvery, 'diagnosticsEvery'),
      ...fieldLines(engine, spec.engine, 'engine'),
      ...fieldLines(checkpoints, spec.checkpoints, 'checkpoints'),
      ...(spec.snapshots === undefined ? [] : fieldLines(snapshots, spec.snapshots, 'snapshots')),
    ],
  })
  return parts
}
