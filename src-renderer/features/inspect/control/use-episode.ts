import type { RunId } from '../../../../src-shared/domain/ids.ts'
import { useClient } from '../../../client/index.tsx'
import { unpackEpisode, type Episode } from './episode.ts'
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
