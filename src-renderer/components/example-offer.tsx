import { IconPlayerPlay } from '@tabler/icons-react'
import { useClient } from '../client/index.tsx'
import { Button } from './button.tsx'
import { useQueuedSpec } from './use-queued-spec.ts'

/** The preset that a first start offers; its file in resources/presets carries this name. */
const examplePresetId = 'example'

/** One click queues the example and shows its comparison, which grows until it is done. */
export function ExampleOffer() {
  const client = useClient()
  const { busy, queue } = useQueuedSpec()
  const example = async (): Promise<unknown> => {
    const { presets } = await client.call('design.presets', {})
    const found = presets.find((preset) => preset.id === examplePresetId) ?? presets[0]
    if (found === undefined) throw new Error('This installation has no presets. Start with Design instead.')
    return found.spec
  }
  return (
    <Button
      kind="primary"
      disabled={busy}
      icon={<IconPlayerPlay size={16} aria-hidden />}
      onClick={() => void queue(example)}
    >
      Run the example
    </Button>
  )
}
