import * as z from 'zod'
import { environmentSpec } from '../../catalogue/environments/index.ts'
import { budgetSpec } from '../budget.ts'
import { evaluationSpec } from '../evaluation.ts'
import { experimentShape } from '../spec.ts'
import { variantSpec } from '../variant.ts'

/** A parameter that a run of some spec can have: "update.learningRate". */
export interface ParameterPath {
  path: string
  title: string
  unit?: string
}

interface Meta {
  title?: string
  unit?: string
}

function unwrap(schema: z.core.$ZodType): { inner: z.core.$ZodType; meta: Meta } {
  const meta: Meta = {}
  let inner = schema
  for (;;) {
    const own = z.globalRegistry.get(inner) as Meta | undefined
    meta.title ??= own?.title
    meta.unit ??= own?.unit
    const isWrapper =
      inner instanceof z.core.$ZodDefault ||
      inner instanceof z.core.$ZodNullable ||
      inner instanceof z.core.$ZodOptional
    if (!isWrapper) return { inner, meta }
    inner = (inner as z.core.$ZodDefault)._zod.def.innerType
  }
}

/** What says which of several shapes an object has: its own name stands for it ("update.optimiser" is "adam"). */
const choiceNames = ['kind', 'id']

function collect(schema: z.core.$ZodType, path: string, into: Map<string, ParameterPath>): void {
  const { inner, meta } = unwrap(schema)
  const add = (): void => {
    if (!into.has(path))
      into.set(path, { path, title: meta.title ?? path.split('.').at(-1)!, ...(meta.unit && { unit: meta.unit }) })
  }
  if (inner instanceof z.core.$ZodUnion) {
    for (const option of inner._zod.def.options) {
      const shape = unwrap(option).inner
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
  const { name: _name, slot: _slot, update, estimator, policy, critic, ...rest } = variantSpec.shape
  for (const [part, schema] of Object.entries({ update, estimator, policy, critic, ...rest }))
    collect(schema, part, into)
  collect(environmentSpec, 'environment', into)
  collect(budgetSpec, 'budget', into)
  collect(evaluationSpec, 'evaluation', into)
  const { recordEvery, diagnosticsEvery, checkpoints } = experimentShape.shape
  for (const [name, schema] of Object.entries({ recordEvery, diagnosticsEvery, checkpoints }))
    collect(schema, name, into)
  return [...into.values()]
}

export const parameterPaths: readonly ParameterPath[] = allPaths()
