import { IconLock } from '@tabler/icons-react'
import { slotOf } from '../../../src-shared/figure/variant-style.ts'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import type { RunStatus } from '../../../src-shared/domain/run.ts'
import { plural } from '../../../src-shared/words/format.ts'
import { Swatch } from '../swatch.tsx'
import { isActive, summaryWords, type Summary } from '../../../src-shared/domain/run-progress.ts'
import type { TreeNode, TreeRow } from './tree.ts'
import styles from './cells.module.css'

export function NameCell({ row: { node, level } }: { row: TreeRow }) {
  switch (node.kind) {
    case 'experiment':
      return (
        <>
          <span className={styles.name} data-level={level} title={node.experiment.name}>
            {node.experiment.name}
          </span>
          <span className={styles.count}>
            {node.hidden === 0
              ? plural(node.runs.length, 'run')
              : `${node.runs.length} of ${plural(node.runs.length + node.hidden, 'run')}`}
          </span>
          {node.experiment.locked && <LockMark />}
        </>
      )
    case 'variant':
      return (
        <>
          <Swatch slot={slotOf(node.variant, node.variantIndex)} />
          <span className={styles.name} data-level={level} title={node.variant.name}>
            {node.variant.name}
          </span>
          <span className={styles.count}>{plural(node.runs.length, 'seed')}</span>
        </>
      )
    case 'run':
      return (
        <>
          <Swatch slot={slotOf(node.variant, node.run.variantIndex)} shape="line" />
          <span className={styles.name} title={`${node.variant.name}, seed ${node.run.seed}`}>
            seed {node.run.seed}
          </span>
          {node.run.locked && <LockMark />}
        </>
      )
  }
}

/** It can't be deleted or changed until it is unlocked. */
export function LockMark() {
  return <IconLock size={13} className={styles.lock} role="img" aria-label="locked" />
}

/** One run's state as a dot and a word; with what it means to many runs, counted. */
export function StatusCell({ node }: { node: TreeNode }) {
  if (node.kind === 'run') {
    return (
      <span className={styles.status} title={node.run.statusReason ?? undefined}>
        <StatusDot status={node.run.status} />
        <span>{node.run.status}</span>
      </span>
    )
  }
  const words = node.summary.total === 0 ? 'no runs left' : summaryWords(node.summary.counts)
  return (
    <span className={styles.status} title={words}>
      <StatusDot status={loudest(node.summary)} />
      <span>{words}</span>
    </span>
  )
}

export function StatusDot({ status }: { status: RunStatus }) {
  return <i className={styles.dot} data-status={status} aria-hidden />
}

function loudest({ counts }: Summary): RunStatus {
  const order: RunStatus[] = ['running', 'failed', 'interrupted', 'paused', 'queued', 'cancelled']
  return order.find((status) => counts[status] > 0) ?? 'finished'
}

export function ProgressCell({ node }: { node: TreeNode }) {
  const fraction = node.kind === 'run' ? node.run.progress.fraction : node.summary.fraction
  const runs = node.kind === 'run' ? [node.run] : node.runs
  const running = runs.some((run) => run.status === 'running')
  const ended = !runs.some((run) => isActive(run.status))
  return <ProgressBar fraction={fraction} running={running} ended={ended} label="Done" />
}

export function ProgressBar({
  fraction,
  running,
  ended,
  label,
}: {
  fraction: number
  running: boolean
  ended: boolean
  label: string
}) {
  // Rounded down: 100 % is said only when it is done.
  const percent = Math.floor(Math.min(1, fraction) * 100 + 1e-9)
  return (
    <>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div
          className={styles.fill}
          data-ended={(ended && fraction >= 1) || undefined}
          data-still={(!running && !(ended && fraction >= 1)) || undefined}
          style={{ width: `${Math.min(100, fraction * 100)}%` }}
        />
      </div>
      <span className={styles.percent}>{percent} %</span>
    </>
  )
}

export function IconButton({
  label,
  shortcut,
  active,
  danger,
  children,
  ...rest
}: {
  label: string
  shortcut?: string
  active: boolean
  danger?: boolean
  children: ReactNode
} & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={styles.iconButton}
      aria-label={label}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      tabIndex={active ? 0 : -1}
      data-danger={danger || undefined}
      {...rest}
    >
      {children}
    </button>
  )
}

export function TagsCell({ tags }: { tags: readonly string[] }) {
  return (
    <span className={styles.tags}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag} title={tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

export function SoftCell({ text, title }: { text: string; title?: string }) {
  return (
    <span className={styles.soft} title={title ?? text}>
      {text}
    </span>
  )
}
