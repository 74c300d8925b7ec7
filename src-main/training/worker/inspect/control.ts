import { measureEpisodes, replayEpisode } from '../../../core/inspect/episode.ts'
import { meanEntropy, meanKl, shownOutputs } from '../../../core/inspect/policy-outputs.ts'
import { policySurface } from '../../../core/inspect/surface.ts'
import { Generator } from '../../../core/random/generator.ts'
import type { Answer, EpisodeJob, EpisodesJob, SurfaceJob } from '../../protocol/job.ts'
import { shownRun } from './shown-run.ts'
import type { ShownRun } from './shown-run.ts'

/** What is asked of a policy in a control world, or in a user's own. */
export async function inspectControl(question: EpisodeJob | SurfaceJob | EpisodesJob): Promise<Answer> {
  const run = await shownRun(question.job)
  switch (question.kind) {
    case 'episode':
      return episode(run, question)
    case 'surface': {
      const { snapshot, of, across, up, held, step } = question
      run.show(snapshot)
      const world = run.makeWorld(1, new Generator(0, 'surface'))
      return { kind: 'surface', values: policySurface(run.viewer, world, of, across, up, held, step) }
    }
    case 'episodes': {
      run.show(question.snapshot)
      const { firstSeed, count, actions } = question
      return { kind: 'episodes', ...measureEpisodes(run.viewer, run.makeWorld, firstSeed, count, actions) }
    }
  }
}

/** Entropy and KL are means over the states that this episode came through. */
function episode({ viewer, makeWorld, show }: ShownRun, { snapshot, before, seed, actions }: EpisodeJob): Answer {
  show(snapshot)
  const { outputsNK, drawnNK, ...replayed } = replayEpisode(viewer, makeWorld, seed, actions)
  const N = replayed.rewardsN.length
  const acted = outputsNK.slice(0, outputsNK.length - viewer.parts.policy.network.outputSize)
  const entropy = meanEntropy(viewer, acted, drawnNK)
  let klToPrevious: number | null = null
  if (before !== null) {
    show(before)
    const observationsND = replayed.observationsND.slice(0, N * replayed.observations)
    const steps = Float64Array.from({ length: N }, (_, n) => n)
    const { outputsNK: oldOutputsNK } = shownOutputs(viewer, observationsND, steps)
    klToPrevious = meanKl(viewer, oldOutputsNK, acted, drawnNK)
  }
  return { kind: 'episode', ...replayed, entropy, klToPrevious }
}
