import type * as z from 'zod'
import type { CriticSpec } from '../critic.ts'
import type { EnvironmentSpec } from '../environments/index.ts'
import type { PolicySpec } from '../policies/index.ts'

/** One lab: its words, the schema of its settings, and what can be told of them before anything is measured. */
export interface LabEntry<S extends z.ZodType = z.ZodType> {
  /** The value of `lab` in the spec. */
  id: string
  title: string
  /** What it is about, in a few words below its name in the list. */
  summary: string
  /** The question that it answers. */
  sentence: string
  schema: S
  /** The fields of the spec that hold a policy (`labPolicy`). */
  policies: readonly string[]
  /** Fields that count for nothing in these settings: the form leaves them out. */
  unused?(spec: z.infer<S>): readonly string[]
  /** The same settings where the world is another: what can't be had there is replaced. */
  adapted?(spec: z.infer<S>): z.infer<S>
  /** What of the spec doesn't fit together; what follows from one field alone is the schema's to say. */
  problems(spec: z.infer<S>, facts: LabFacts): LabProblem[]
  /** About what it takes; an upper bound where episodes may end early. */
  effort(spec: z.infer<S>, facts: LabFacts): LabEffort
}

/** What of a spec only the database knows. */
export interface LabFacts {
  environment: EnvironmentSpec
  /** Of each field in `policies`, with the critic of its run; undefined where there is none, and where there is no run. */
  policies: Readonly<
    Record<
      string,
      { policy: PolicySpec; critic: CriticSpec | undefined; /** For that critic. */ rewardsScaled: boolean }
    >
  >
}

export interface LabProblem {
  path: (string | number)[]
  /** Without a full stop: what is wrong, and the way on. */
  message: string
}

export interface LabEffort {
  seconds: number
  bytes: number
  /** The number to lower where that is too much. */
  lower: { path: string; title: string }
}

/** Above either a lab asks before it starts. */
export const mostLabSeconds = 600
export const mostLabBytes = 2_147_483_648
