import type { Run } from '../../../src-shared/domain/run.ts'

interface Time {
  term: string
  ms: number
  title: string
}

/** What a run's time went into. Runs of earlier versions know of training and of the whole only. */
export function timesOf({ progress, createdAt, startedAt }: Pick<Run, 'progress' | 'createdAt' | 'startedAt'>): Time[] {
  const { computeMs, evaluationMs, wallMs } = progress
  const training = { term: 'training', ms: computeMs, title: 'Compute time: collecting, estimating and updating.' }
  const queue =
    startedAt === null
      ? []
      : [{ term: 'in the queue', ms: startedAt - createdAt, title: 'From queueing to the start of its process.' }]
  if (wallMs === undefined) return [training, ...queue]
  if (evaluationMs === undefined)
    return [
      training,
      { term: 'evaluation and waiting', ms: Math.max(0, wallMs - computeMs), title: 'Everything beside training.' },
      ...queue,
    ]
  return [
    training,
    { term: 'evaluation', ms: evaluationMs, title: 'Episodes apart from training.' },
    {
      term: 'waiting',
      ms: Math.max(0, wallMs - computeMs - evaluationMs),
      title: 'For the app to store what it was told, and between two slices of work.',
    },
    ...queue,
  ]
}
