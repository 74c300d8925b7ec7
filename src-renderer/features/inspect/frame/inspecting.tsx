import { IconList } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { pointOf } from '../../../../src-shared/domain/points.ts'
import { formatCount, plural } from '../../../../src-shared/words/format.ts'
import { Button } from '../../../components/button.tsx'
import { SidePanel, useWide } from '../../../components/side-panel.tsx'
import { useViewKey } from '../../../components/use-view-key.ts'
import { useViewCommands } from '../../../components/view-commands.ts'
import type { InspectPlace } from '../address.ts'
import type { InspectedAt } from '../body.ts'
import { ControlBody } from '../control/control-body.tsx'
import { FiniteBody } from '../finite/finite-body.tsx'
import { useFinite } from '../finite/use-finite.ts'
import { inspectShortcuts } from '../shortcuts.ts'
import { useRecorded } from '../use-recorded.ts'
import { CheckpointList } from './checkpoint-list.tsx'
import { finiteCurves, recordedCurves } from './curves.ts'
import { indexInStep, indexOfOwn } from './in-step.ts'
import { PlayControls } from './play-controls.tsx'
import { RunPicker } from './run-picker.tsx'
import { Scrubber } from './scrubber.tsx'
import { usePlay } from './use-play.ts'
import styles from './frame.module.css'

type Other = Omit<InspectedAt, 'index' | 'update'>

/** A run at its checkpoints: what is chosen at the left, its world in the middle, time below. */
export function Inspecting({
  shown,
  other,
  otherRefusal,
  place,
  change,
}: {
  shown: InspectedAt
  /** Another run beside it; a checkpoint of the run itself is found here. */
  other: Other | null
  /** Why the other run can't stand beside it. */
  otherRefusal: string | null
  place: InspectPlace
  change: (part: Partial<InspectPlace>) => void
}) {
  const { info, run, experiment, index, colour } = shown
  const { snapshots } = info
  const wide = useWide()
  const [panelOpen, setPanelOpen] = useState(false)
  const isFinite = info.world !== 'control'
  const step = place.summed ? 'summed' : Math.min(place.step, info.horizon - 1)
  const finite = useFinite(isFinite ? { runId: run.id, step, checkpoints: snapshots.length } : null)
  const otherFits = other !== null && other.info.world === info.world
  const finiteOther = useFinite(
    isFinite && otherFits ? { runId: other.run.id, step, checkpoints: other.info.snapshots.length } : null,
  )
  const recorded = useRecorded(run.id, snapshots.length)
  const otherRecorded = useRecorded(!isFinite && otherFits ? other.run.id : null, 0)

  const environment = pointOf(experiment.spec, run.variantIndex)!.environment
  const drawn = useMemo(() => {
    if (isFinite) {
      const beside = finiteOther.answer && other && { answer: finiteOther.answer, colour: other.colour }
      return finiteCurves(finite.answer ?? [], recorded, info.optimum, beside)
    }
    const updates = snapshots.map(({ update }) => update)
    return recordedCurves(updates, recorded, environment, other && { recorded: otherRecorded, colour: other.colour })
  }, [
    isFinite,
    snapshots,
    recorded,
    environment,
    other,
    otherRecorded,
    finite.answer,
    finiteOther.answer,
    info.optimum,
  ])

  const against = useMemo((): InspectedAt | null => {
    if (other !== null) {
      const { snapshots: others } = other.info
      const inStep = indexInStep(snapshots[index]!, snapshots, others)
      return { ...other, index: inStep, update: others[inStep]!.update }
    }
    const own = indexOfOwn(place.against, snapshots, index)
    return own === null ? null : { ...shown, index: own, update: snapshots[own]!.update }
  }, [other, snapshots, index, place.against, shown])

  const goTo = (next: number): void =>
    change({ update: snapshots[Math.max(0, Math.min(snapshots.length - 1, next))]!.update })
  const play = usePlay(index, snapshots.length, goTo)
  const goByHand = (next: number): void => {
    play.stop()
    goTo(next)
  }
  const acts = {
    play: play.toggle,
    before: () => goByHand(index - 1),
    next: () => goByHand(index + 1),
    first: () => goByHand(0),
    last: () => goByHand(snapshots.length - 1),
  }
  useViewKey(inspectShortcuts.play, acts.play)
  useViewKey(inspectShortcuts.before, acts.before)
  useViewKey(inspectShortcuts.next, acts.next)
  useViewKey(inspectShortcuts.first, acts.first)
  useViewKey(inspectShortcuts.last, acts.last)
  useViewCommands(
    (Object.keys(inspectShortcuts) as (keyof typeof acts)[]).map((name) => ({
      label: inspectShortcuts[name].does,
      keys: inspectShortcuts[name].keys,
      act: acts[name],
    })),
  )

  const bodyProps = { shown, against, place, change }
  const at = snapshots[index]!
  const notes = [
    run.status === 'running' && 'This run is still training: new checkpoints appear as they are kept.',
    snapshots.every(({ source }) => source === 'saved state') &&
      'This run kept no checkpoints for Inspect. Shown are the saved states that it has; a run queued now keeps more.',
    otherRefusal,
    other !== null && !otherFits && 'What it stands against is in another kind of world.',
  ].filter((note) => typeof note === 'string')
  return (
    <section className={styles.view} aria-label={`Inspect ${shown.name}`}>
      {notes.map((note) => (
        <p key={note} role="status" className={styles.note}>
          {note}
        </p>
      ))}
      <div className={styles.work}>
        <SidePanel
          title="Run and checkpoints"
          side="left"
          opened={panelOpen}
          onClose={() => setPanelOpen(false)}
          width={236}
        >
          <div className={styles.left}>
            <RunPicker
              experiment={experiment}
              run={run}
              checkpoints={snapshots}
              against={place.against}
              change={change}
            />
            <CheckpointList
              updates={snapshots.map(({ update }) => update)}
              columns={drawn.columns}
              index={index}
              onIndex={goByHand}
            />
          </div>
        </SidePanel>
        {isFinite ? (
          <FiniteBody {...bodyProps} finite={finite} finiteAgainst={other === null ? finite : finiteOther} />
        ) : (
          <ControlBody {...bodyProps} />
        )}
      </div>
      <div className={styles.scrubber}>
        <PlayControls
          playing={play.playing}
          pace={play.pace}
          onBack={acts.before}
          onToggle={acts.play}
          onNext={acts.next}
          onPace={play.setPace}
        >
          <p>
            update <b>{formatCount(at.update)}</b> of {formatCount(snapshots.at(-1)!.update)}
          </p>
          <p>
            checkpoint {formatCount(index + 1)} of {formatCount(snapshots.length)}
          </p>
          {at.envSteps !== null && at.envSteps > 0 && <p>{plural(at.envSteps, 'env step')}</p>}
          {drawn.curves.faint !== null && <p>faint: {drawn.curves.faint.name} of each batch</p>}
        </PlayControls>
        {!wide && (
          <Button icon={<IconList size={16} aria-hidden />} onClick={() => setPanelOpen(true)}>
            Run and checkpoints
          </Button>
        )}
        <Scrubber checkpoints={snapshots} index={index} curves={drawn.curves} colour={colour} onIndex={goByHand} />
      </div>
    </section>
  )
}
