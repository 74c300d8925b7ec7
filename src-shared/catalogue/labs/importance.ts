import * as z from 'zod'
import { environmentTraits } from '../environments/index.ts'
import type { LabEntry, LabFacts, LabProblem } from './entry.ts'
import { freshTable, labDiscount, labPolicy, labSeed, labWorld } from './fields.ts'
import type { LabPolicy } from './fields.ts'

/** Forward in seven of eight steps of the chain. */
const goingForward: LabPolicy = { from: 'typed', theta: [0, 1, 2, 3, 4].map(() => [2, 0]) }

const data = z
  .discriminatedUnion('from', [
    z
      .strictObject({
        from: z.literal('sampling'),
        trajectories: z.int().min(10).max(100_000).default(500).meta({
          title: 'trajectories',
          description: 'Drawn once by the behaviour policy; the slider reweights them.',
        }),
      })
      .meta({ title: 'sampling', description: 'The behaviour policy draws trajectories here.' }),
    z
      .strictObject({
        from: z.literal('dataset'),
        path: z
          .string()
          .min(1, 'choose a data set')
          .meta({ title: 'data set', description: 'Trajectories recorded from a run: all of them are weighted.' }),
      })
      .meta({
        title: 'data set',
        description:
          'Recorded trajectories instead: they tell of the target alone, and the behaviour policy is theirs.',
      }),
  ])
  .default({ from: 'sampling', trajectories: 500 })
  .meta({ title: 'data from', description: 'Where the trajectories come from that are weighted.' })

const schema = z.strictObject({
  lab: z.literal('importance'),
  environment: labWorld('chain'),
  behaviour: labPolicy.default(freshTable).meta({ title: 'behaviour', description: 'The policy that acts.' }),
  target: labPolicy
    .default(goingForward)
    .meta({ title: 'target', description: 'The policy whose return is asked for: distance 1.' }),
  data,
  discount: labDiscount,
  referenceEpisodes: z.int().min(0).max(1_000_000).default(1_000).meta({
    title: 'reference episodes',
    description:
      'Where the world is not finite: so many episodes estimate J at every tenth of the way; 0 leaves it out.',
  }),
  seed: labSeed,
})
export type ImportanceSpec = z.infer<typeof schema>

export const importance = {
  id: 'importance',
  title: 'Importance sampling',
  summary: 'where the weights blow up',
  sentence: 'How far can trajectories of one policy tell what another would earn?',
  schema,
  policies: ['behaviour', 'target'],
  unused,
  problems,
  effort,
} satisfies LabEntry<typeof schema>

function unused({ environment, data }: ImportanceSpec): string[] {
  return [
    ...(data.from === 'dataset' ? ['behaviour'] : []),
    ...(environmentTraits(environment).finite ? ['referenceEpisodes'] : []),
  ]
}

function problems(spec: ImportanceSpec, { environment, policies }: LabFacts): LabProblem[] {
  const found: LabProblem[] = []
  const world = environmentTraits(environment)
  if (world.known && world.episodeSteps === undefined)
    found.push({
      path: ['environment'],
      message: 'whole trajectories need an end: give the world a horizon or a time limit',
    })
  const squashes = (field: 'behaviour' | 'target'): boolean => {
    const { policy } = policies[field]!
    return 'squash' in policy && policy.squash
  }
  if (spec.data.from === 'sampling' && squashes('behaviour') !== squashes('target'))
    found.push({
      path: ['target'],
      message:
        'one of the two policies squashes its actions and the other doesn’t, so their probabilities have no ratio: ' +
        'choose two of a kind',
    })
  return found
}

/** Seconds for one step of a trajectory that is drawn, and for its weight at one distance. */
const drawingSeconds = 2e-6
const weighingSeconds = 2e-7
const distances = 51
/** Distances at which J is sampled where it can't be solved. */
const sampledDistances = 11

function effort(spec: ImportanceSpec, { environment }: LabFacts) {
  const { episodeSteps: steps = 1_000, finite, states = 0, actions = 0 } = environmentTraits(environment)
  const trajectories = spec.data.from === 'sampling' ? spec.data.trajectories : 10_000
  const reference = finite ? 0 : sampledDistances * spec.referenceEpisodes
  const solving = finite ? distances * steps * states * actions * 4e-8 : 0
  const drawing = trajectories * steps * (drawingSeconds + distances * weighingSeconds)
  const referring = reference * steps * drawingSeconds
  return {
    seconds: solving + drawing + referring,
    bytes: 100_000_000 + trajectories * distances * 100,
    lower:
      referring > drawing
        ? { path: 'referenceEpisodes', title: 'reference episodes' }
        : { path: 'data.trajectories', title: 'trajectories' },
  }
}
