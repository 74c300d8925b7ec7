import { IconChartHistogram } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Drawing } from '../../../charts/drawing.ts'
import { paintDrawing } from '../../../charts/paint-drawing.ts'
import { formatCount, formatNumber } from '../../../../src-shared/words/format.ts'
import { Button } from '../../../components/button.tsx'
import { PopoverButton } from '../../../components/popover-button.tsx'
import { episodesAsked, histogramDrawing, meanOf, worstAndBest, type ManyEpisodes } from './many-episodes.ts'
import type { ReplayLook } from './picture.ts'
import type { Kept } from './use-kept.ts'
import styles from './control.module.css'

const size = { width: 400, height: 128 }

/** Many episodes of the policy: how they were spread, and the way to the worst and the best. */
export function EpisodesButton({
  asked,
  onAsk,
  timeLimit,
  solvedAt,
  look,
  onSeed,
}: {
  asked: Kept<ManyEpisodes>
  onAsk: () => void
  timeLimit: number | null
  solvedAt: number | null
  look: ReplayLook
  onSeed: (seed: number) => void
}) {
  const [opened, setOpened] = useState(false)
  const many = asked.isCurrent ? asked.answer : null
  const goTo = (seed: number): void => {
    setOpened(false)
    onSeed(seed)
  }
  return (
    <PopoverButton
      opened={opened}
      onOpened={(open) => {
        setOpened(open)
        if (open) onAsk()
      }}
      icon={<IconChartHistogram size={16} aria-hidden />}
      name={`${episodesAsked} episodes`}
      widthPx={432}
      dialogClassName={styles.many}
    >
      {asked.failure !== null ? (
        <p role="alert">{asked.failure}</p>
      ) : many === null ? (
        <p role="status">Playing {episodesAsked} episodes…</p>
      ) : (
        <>
          <p>{episodesWords(many, timeLimit, solvedAt)}</p>
          <Histogram drawing={histogramDrawing('returns', many.returnsE, size, look)} />
          <Histogram drawing={histogramDrawing('lengths, steps', many.lengthsE, size, look)} />
          <div className={styles.ends}>
            {(['worst', 'best'] as const).map((which) => {
              const { seed, return: value } = worstAndBest(many)[which]
              return (
                <Button key={which} onClick={() => goTo(seed)}>
                  {which === 'worst' ? 'Worst' : 'Best'}: {formatNumber(value)}, seed {seed}
                </Button>
              )
            })}
          </div>
        </>
      )}
    </PopoverButton>
  )
}

export function episodesWords(many: ManyEpisodes, timeLimit: number | null, solvedAt: number | null): string {
  const { mean, low, high } = meanOf(many.returnsE)
  const all = many.returnsE.length
  const reached = many.lengthsE.filter((length, e) => length === timeLimit && many.terminatedE[e] === 0).length
  const solved = solvedAt === null ? null : many.returnsE.filter((value) => value >= solvedAt).length
  return [
    `Mean return ${formatNumber(mean)}, 95 % interval ${formatNumber(low)} to ${formatNumber(high)}.`,
    ...(timeLimit === null ? [] : [`${reached} of ${all} reached the time limit of ${formatCount(timeLimit)} steps.`]),
    ...(solved === null
      ? []
      : [`${solved} of ${all} returned ${formatNumber(solvedAt!)} or more, which counts as solved.`]),
    `Seeds ${many.firstSeed} to ${many.firstSeed + all - 1}.`,
  ].join(' ')
}

function Histogram({ drawing }: { drawing: Drawing }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => paintDrawing(canvas.current!, drawing, window.devicePixelRatio))
  return <canvas ref={canvas} style={{ width: drawing.width, height: drawing.height }} aria-hidden />
}
