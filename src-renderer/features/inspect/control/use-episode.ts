import type { RunId } from '../../../../src-shared/domain/ids.ts'
import { unpackNumbers } from '../../../../src-shared/contract/packed-numbers.ts'
import { useClient } from '../../../client/index.tsx'
import { unpackEpisode, type Episode } from './episode.ts'
import { episodesAsked, type ManyEpisodes } from './many-episodes.ts'
import { useKept, type Kept } from './use-kept.ts'

/** Of short episodes all checkpoints of a run, of one seed. */
const mostKept = 40

/** The episode of a checkpoint's policy that a seed decides. */
export function useEpisode(of: { runId: RunId; update: number; seed: number } | null): Kept<Episode> {
  const client = useClient()
  return useKept(
    of && `${of.runId} ${of.update} ${of.seed}`,
    async () => unpackEpisode(await client.call('inspect.episode', { ...of!, actions: 'sampled' })),
    mostKept,
  )
}

/** Seeds of many episodes begin here, whatever is replayed: the same at each checkpoint, so that they can be compared. */
const firstSeed = 0

/** Many episodes of a checkpoint's policy; null asks for none. */
export function useManyEpisodes(of: { runId: RunId; update: number } | null): Kept<ManyEpisodes> {
  const client = useClient()
  return useKept(
    of && `${of.runId} ${of.update}`,
    async () => {
      const packed = await client.call('inspect.episodes', {
        ...of!,
        firstSeed,
        count: episodesAsked,
        actions: 'sampled',
      })
      return {
        firstSeed,
        returnsE: unpackNumbers(packed.returnsE),
        lengthsE: unpackNumbers(packed.lengthsE),
        terminatedE: unpackNumbers(packed.terminatedE),
      }
    },
    mostKept,
  )
}
