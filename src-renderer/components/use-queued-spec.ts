import { useState } from 'react'
import { useLocation } from 'wouter'
import * as z from 'zod'
import { useClient } from '../client/index.tsx'
import { showFailure } from './notify.ts'

const withVariants = z.object({ variants: z.array(z.unknown()) })

/** Queues a whole experiment and shows its comparison, which grows until it is done. */
export function useQueuedSpec(): { busy: boolean; queue: (specOf: () => unknown) => Promise<void> } {
  const client = useClient()
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const queue = async (specOf: () => unknown): Promise<void> => {
    setBusy(true)
    try {
      const spec = await specOf()
      const { experimentId } = await client.call('experiments.queue', { spec })
      const indices = withVariants.parse(spec).variants.keys()
      navigate(`/compare?variants=${[experimentId, ...indices].join('.')}`)
    } catch (failure) {
      showFailure(failure)
    } finally {
      setBusy(false)
    }
  }
  return { busy, queue }
}
