import { useEffect, useMemo, useRef, useState } from 'react'
import type { FiniteSnapshotAnswer } from '../../../../src-shared/contract/inspect.ts'
import { unpackNumbers } from '../../../../src-shared/contract/packed-numbers.ts'
import type { RunId } from '../../../../src-shared/domain/ids.ts'
import type { ShownStep } from '../../../../src-shared/domain/shown-step.ts'
import { sentenceOfFailure } from '../../../client/ascent-failure.ts'
import type { Client } from '../../../client/client.ts'
import { useClient } from '../../../client/index.tsx'
import type { FiniteSnapshot } from './snapshot.ts'

export interface FiniteQuestion {
  runId: RunId
  step: ShownStep
  /** How many checkpoints there are: a training run's answer is asked for again when there are more. */
  checkpoints: number
}

/** What was solved of all checkpoints of a run, in their order. */
export type FiniteAnswer = readonly FiniteSnapshot[]

export interface FiniteAsked {
  /** Null until the first answer; the last one while the next is asked for. */
  answer: FiniteAnswer | null
  failure: string | null
}

/** Answers that are kept: going back to a step asks nothing. */
const mostKept = 12

/** All of a run's checkpoints at one time step, solved; each question is asked once. */
export function useFinite(question: FiniteQuestion | null): FiniteAsked {
  const client = useClient()
  const kept = useRef(new Map<string, FiniteAnswer>())
  const [last, setLast] = useState<{ key: string; runId: RunId; answer: FiniteAnswer } | null>(null)
  const [failed, setFailed] = useState<{ key: string; sentence: string } | null>(null)
  const { runId, step, checkpoints } = question ?? {}
  const key = runId === undefined ? null : `${runId} ${step} ${checkpoints}`
  useEffect(() => {
    if (runId === undefined || step === undefined || key === null) return
    const known = kept.current.get(key)
    if (known) return setLast({ key, runId, answer: known })
    let stopped = false
    askFinite(client, runId, step)
      .then((answer) => {
        kept.current.set(key, answer)
        if (kept.current.size > mostKept) kept.current.delete(kept.current.keys().next().value!)
        if (!stopped) setLast({ key, runId, answer })
      })
      .catch((failure: unknown) => {
        if (!stopped) setFailed({ key, sentence: sentenceOfFailure(failure) })
      })
    return () => {
      stopped = true
    }
  }, [client, runId, step, key])
  return useMemo(
    () => ({
      answer: last !== null && last.runId === runId ? last.answer : null,
      failure: failed !== null && failed.key === key ? failed.sentence : null,
    }),
    [last, failed, runId, key],
  )
}

async function askFinite(client: Client, runId: RunId, step: ShownStep): Promise<FiniteAnswer> {
  const { snapshots } = await client.call('inspect.finite', { runId, step })
  return snapshots.map(unpacked)
}

function unpacked(packed: FiniteSnapshotAnswer): FiniteSnapshot {
  const qSA = unpackNumbers(packed.qSA)
  const greedyS = unpackNumbers(packed.greedyS)
  const actions = qSA.length / greedyS.length
  return {
    ...packed,
    piSA: unpackNumbers(packed.piSA),
    valuesS: unpackNumbers(packed.valuesS),
    qSA,
    advantagesSA: unpackNumbers(packed.advantagesSA),
    criticS: packed.criticS && unpackNumbers(packed.criticS),
    criticErrorS: packed.criticErrorS && unpackNumbers(packed.criticErrorS),
    occupancyS: unpackNumbers(packed.occupancyS),
    visitsS: unpackNumbers(packed.visitsS),
    // Summed up, nothing is known of states that are never acted in.
    isGreedyS: greedyS.map((greedy, s) => (Number.isNaN(qSA[s * actions]!) ? NaN : greedy)),
  }
}
