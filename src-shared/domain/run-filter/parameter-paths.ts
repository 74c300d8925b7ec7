import * as z from 'zod'
import { environmentSpec } from '../../catalogue/environments/index.ts'
import { budgetSpec } from '../budget.ts'
import { evaluationSpec } from '../evaluation.ts'
import { experimentShape } from '../spec.ts'
import { unwrapped } from '../unwrapped-schema.ts'
import { variantSpec } from '../variant.ts'

/** A parameter that a run of some spec can have: "update.learningRate". */
export interface ParameterPath {
  path: string
  title: string
  unit?: string
}

/** What says which of several shapes an object has: its own name stands for it ("update.optimiser" is "adam"). */
const choiceNames = ['kind', 'id']

function collect(schema: z.core.$ZodType, path: string, into: Map<string, ParameterPath>): void {
  const { inner, words } = unwrapped(schema)
  const add = (): void => {
    if (!into.has(path))
      into.set(path, { path, title: words.title ?? path.split('.').at(-1)!, ...(words.unit && { unit: words.unit }) })
  }
  if (inner instanceof z.core.$ZodUnion) {
    for (const option of inner._zod.def.options) {
      const shape = unwrapped(option).inner
      // The union's own title is the choice's; a plain number among its options is the path's own value.
      if (!(shape instanceof z.core.$ZodObject) || choiceNames.some((name) => name in shape._zod.def.shape)) add()
      if (shape instanceof z.core.$ZodObject) collect(option, path, into)
    }
  } else if (inner instanceof z.core.$ZodObject) {
    for (const [name, field] of Object.entries(inner._zod.def.shape))
      if (!choiceNames.includes(name)) collect(field, path === '' ? name : `${path}.${name}`, into)
  } else add()
}

/** Every parameter of every part; what makes the algorithm first. */
function allPaths(): ParameterPath[] {
  const into = new Map<string, ParameterPath>()
  const {
    name: _name,
    slot: _slot,
    initialParameters: _start,
    update,
    estimator,
    policy,
    critic,
    ...rest
  } = variantSpec.shape
  for (const [part, schema] of Object.entries({ update, estimator, policy, critic, ...rest }))
    collect(schema, part, into)
  collect(environmentSpec, 'environment', into)
  collect(budgetSpec, 'budget', into)
  collect(evaluationSpec, 'evaluation', into)
  const { recordEvery, diagnosticsEvery, checkpoints, snapshots } = experimentShape.shape
  for (const [name, schema] of Object.entries({ recordEvery, diagnosticsEvery, checkpoints, snapshots }))
    collect(schema, name, into)
  return [...into.values()]
}

export const parameterPaths: readonly ParameterPath[] = allPaths()
