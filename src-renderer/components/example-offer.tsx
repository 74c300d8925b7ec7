import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import * as z from 'zod'
import { useClient } from '../client/index.tsx'
import { Button } from './button.tsx'
import { showFailure } from './notify.ts'

/** The preset that a first start offers; its file in resources/presets carries this name. */
const examplePresetId = 'example'

const withVariants = z.object({ variants: z.array(z.unknown()) })

/** One click queues the example and shows its comparison, which grows until it is done. */
export function ExampleOffer() {
  const client = useClient()
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const queueExample = async (): Promise<void> => {
    setBusy(true)
    try {
      const { presets } = await client.call('design.presets', {})
      const example = presets.find((preset) => preset.id === examplePresetId) ?? presets[0]
      if (example === undefined) throw new Error('This installation has no presets. Start with Design instead.')
      const { experimentId } = await client.call('experiments.queue', { spec: example.spec })
      const indices = withVariants.parse(example.spec).variants.keys()
      navigate(`/compare?variants=${[experimentId, ...indices].join('.')}`)
    } catch (failure) {
      showFailure(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      kind="primary"
      disabled={busy}
      icon={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => void queueExample()}
    >
      Run the example
    </Button>
  )
}
