import type { MetricRow } from '../../../src-shared/domain/metric.ts'
import type { LogLine } from '../../../src-shared/domain/run.ts'
import type { Checkpoint, Frame, Progress, TakenSnapshot } from '../protocol/messages.ts'

/** Gathers what a run has to tell and sends it about 10 times a second, its first row at once. */
export interface Outbox {
  row(row: MetricRow): void
  log(level: LogLine['level'], text: string): void
  checkpoint(checkpoint: Checkpoint): void
  snapshot(snapshot: TakenSnapshot): void
  /** Resolves at once while the parent keeps up, else when it has: call it between updates, outside compute time. */
  drained(): Promise<void>
  acknowledge(sequence: number): void
  /** Ends the wait: a stop was asked for. */
  wake(): void
  /** Sends what is left, and stops the clock. */
  close(): void
}

interface OutboxPorts {
  send(frame: Frame): void
  progress(): Progress
}

const frameEveryMs = 100
/** A frame's rows are parsed and stored in one go: few enough not to hold the parent's event loop. */
const maxRowsPerFrame = 1_000
/** More than this is not gathered: a frame that is stored in one go stays small. */
const maxSnapshotBytesPerFrame = 1_048_576
const maxUnacknowledgedMs = 2_000

export function createOutbox({ send, progress }: OutboxPorts): Outbox {
  let rows: MetricRow[] = []
  let log: LogLine[] = []
  let checkpoint: Checkpoint | null = null
  let snapshots: TakenSnapshot[] = []
  let snapshotBytes = 0
  let sequence = 0
  let hasSentRows = false
  let lastProgress = ''
  const unacknowledged: { sequence: number; sentAtMs: number }[] = []
  let waiting: (() => void)[] = []

  const flush = () => {
    const now = progress()
    const progressText = JSON.stringify(now)
    const isEmpty = rows.length === 0 && log.length === 0 && checkpoint === null && snapshots.length === 0
    if (isEmpty && progressText === lastProgress) return
    lastProgress = progressText
    hasSentRows ||= rows.length > 0
    sequence++
    unacknowledged.push({ sequence, sentAtMs: performance.now() })
    send({ sequence, rows, log, checkpoint, snapshots, progress: now })
    rows = []
    log = []
    checkpoint = null
    snapshots = []
    snapshotBytes = 0
  }
  const parentKeepsUp = () => {
    const oldest = unacknowledged[0]
    return (
      rows.length < maxRowsPerFrame &&
      (oldest === undefined || performance.now() - oldest.sentAtMs <= maxUnacknowledgedMs)
    )
  }
  const wakeIfDrained = () => {
    if (waiting.length > 0 && parentKeepsUp()) wakeAll()
  }
  const wakeAll = () => {
    const woken = waiting
    waiting = []
    for (const resolve of woken) resolve()
  }

  const timer = setInterval(() => {
    flush()
    wakeIfDrained()
  }, frameEveryMs)

  return {
    row(row) {
      rows.push(row)
      if (!hasSentRows) flush()
    },
    log: (level, text) => void log.push({ at: Date.now(), level, text }),
    checkpoint(next) {
      // Each checkpoint is kept, so each goes in a frame of its own.
      if (checkpoint !== null) flush()
      checkpoint = next
    },
    snapshot(next) {
      if (snapshotBytes > 0 && snapshotBytes + next.bytes.length > maxSnapshotBytesPerFrame) flush()
      snapshots.push(next)
      snapshotBytes += next.bytes.length
    },
    drained: () => (parentKeepsUp() ? Promise.resolve() : new Promise<void>((resolve) => waiting.push(resolve))),
    acknowledge(upTo) {
      while (unacknowledged.length > 0 && unacknowledged[0]!.sequence <= upTo) unacknowledged.shift()
      wakeIfDrained()
    },
    wake: wakeAll,
    close() {
      clearInterval(timer)
      flush()
      wakeAll()
    },
  }
}
