import { IconChartLine, IconPlayerPause, IconPlayerPlay, IconReload, IconSeedling, IconX } from '@tabler/icons-react'
import { Button } from '../../components/button.tsx'
import { IconButton } from '../../components/experiment-tree/cells.tsx'
import { possibleActions, type RunActions } from '../../components/experiment-tree/run-actions.ts'
import { nodeName, runsOf, type ExperimentNode, type TreeNode } from '../../components/experiment-tree/tree.ts'
import { askedSeeds, seedsAskedBy } from '../../components/other-seeds/asked-seeds.ts'
import { queueShortcuts } from './shortcuts.ts'

/** What can be done to one row. */
export function RowActions({
  node,
  active,
  actions,
  onCompare,
}: {
  node: TreeNode
  active: boolean
  actions: RunActions
  onCompare: () => void
}) {
  const possible = possibleActions(runsOf(node))
  const name = nodeName(node)
  return (
    <>
      {node.kind !== 'run' && (
        <IconButton
          label={`Compare ${name}`}
          shortcut={queueShortcuts.compare.keys}
          active={active}
          onClick={onCompare}
        >
          <IconChartLine size={16} aria-hidden />
        </IconButton>
      )}
      {possible.requeue.length > 0 ? (
        <IconButton
          label={`Retry ${name}`}
          shortcut={queueShortcuts.retry.keys}
          active={active}
          onClick={() => void actions.requeue(possible.requeue)}
        >
          <IconReload size={16} aria-hidden />
        </IconButton>
      ) : (
        node.kind !== 'run' && (
          <IconButton
            label={`${name} again with other seeds`}
            shortcut={queueShortcuts.seeds.keys}
            active={active}
            onClick={() => askedSeeds.set(seedsAskedBy(node))}
          >
            <IconSeedling size={16} aria-hidden />
          </IconButton>
        )
      )}
      {possible.pause.length > 0 ? (
        <IconButton
          label={`Pause ${name}`}
          shortcut={queueShortcuts.pause.keys}
          active={active}
          onClick={() => actions.pause(possible.pause)}
        >
          <IconPlayerPause size={16} aria-hidden />
        </IconButton>
      ) : (
        possible.resume.length > 0 && (
          <IconButton
            label={`Resume ${name}`}
            shortcut={queueShortcuts.pause.keys}
            active={active}
            onClick={() => actions.resume(possible.resume)}
          >
            <IconPlayerPlay size={16} aria-hidden />
          </IconButton>
        )
      )}
      {possible.cancel.length > 0 && (
        <IconButton
          label={`Cancel ${name}`}
          shortcut={queueShortcuts.cancel.keys}
          active={active}
          danger
          onClick={() => actions.cancel(possible.cancel)}
        >
          <IconX size={16} aria-hidden />
        </IconButton>
      )}
    </>
  )
}

/** And to everything at once. */
export function WholeQueue({ runs, actions }: { runs: ExperimentNode['runs']; actions: RunActions }) {
  const { pause, resume } = possibleActions(runs)
  return (
    <>
      {resume.length > 0 && (
        <Button icon={<IconPlayerPlay size={15} aria-hidden />} onClick={() => actions.resume(resume)}>
          Resume all
        </Button>
      )}
      {pause.length > 0 && (
        <Button icon={<IconPlayerPause size={15} aria-hidden />} onClick={() => actions.pause(pause)}>
          Pause all
        </Button>
      )}
    </>
  )
}
