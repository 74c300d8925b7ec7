import { useEffect, useState } from 'react'
import type { DesignPlan } from '../../../../src-shared/contract/methods.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { useClient, useStatus } from '../../../client/index.tsx'
import { sentenceOfFailure } from '../../../client/ascent-failure.ts'

const askAfterMs = 250
/** A design that was left alone for so long is worth measuring. */
const measureAfterMs = 1_500

interface Answer {
  plan: DesignPlan | null
  failure: string | null
  /** What it was asked about. */
  about: ExperimentSpec | null
}

/**
 * What the app says about a design: runs, time, engine and why. The last answer stays until the next has come. Where
 * nothing is known of the time, this machine is measured.
 */
export function usePlan(spec: ExperimentSpec | undefined): Omit<Answer, 'about'> & { measuring: boolean } {
  const client = useClient()
  const [answer, setAnswer] = useState<Answer>({ plan: null, failure: null, about: null })
  const [looked, setLooked] = useState(0)
  const lookAgain = () => setLooked((times) => times + 1)
  // A file that was missing may have been put there meanwhile, in another window.
  useEffect(() => {
    window.addEventListener('focus', lookAgain)
    return () => window.removeEventListener('focus', lookAgain)
  }, [])
  useEffect(() => {
    if (!spec) return
    let stale = false
    const timer = setTimeout(() => {
      client
        .call('design.plan', { spec })
        .then((plan) => !stale && setAnswer({ plan, failure: null, about: spec }))
        .catch(
          (failure: unknown) => !stale && setAnswer({ plan: null, failure: sentenceOfFailure(failure), about: spec }),
        )
    }, askAfterMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [client, spec, looked])
  const isAsked = spec !== undefined && answer.about === spec && answer.plan?.toMeasure === true
  const measuring = useMeasuring(isAsked ? spec : undefined, lookAgain)
  return { plan: answer.plan, failure: answer.failure, measuring }
}

/**
 * Has this machine measured for a design, once a core is free; calls `measured` when that brought something. Stopped when
 * the design changes or is left.
 */
function useMeasuring(spec: ExperimentSpec | undefined, measured: () => void): boolean {
  const client = useClient()
  const status = useStatus()
  const isFree = status !== null && status.readOnly === null && status.trainersBusy < status.trainersMax
  const [measuring, setMeasuring] = useState(false)
  /** It would come to nothing again. */
  const [given, setGiven] = useState<ExperimentSpec>()
  const isDue = isFree && spec !== undefined && spec !== given
  useEffect(() => {
    if (!isDue) return
    let stale = false
    let isUnderWay = false
    const measure = async () => {
      isUnderWay = true
      setMeasuring(true)
      try {
        const { outcome } = await client.call('design.measurePace', { spec })
        if (stale) return
        if (outcome === 'measured') measured()
        else setGiven(spec)
      } catch {
        // The plan stays without an estimate, and says so.
        if (!stale) setGiven(spec)
      } finally {
        isUnderWay = false
        if (!stale) setMeasuring(false)
      }
    }
    const timer = setTimeout(() => void measure(), measureAfterMs)
    return () => {
      stale = true
      clearTimeout(timer)
      setMeasuring(false)
      // Where the line is down the app's measurement ends by itself.
      if (isUnderWay) client.call('design.stopMeasuring', {}).catch(() => {})
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `measured` is another function each time
  }, [client, spec, isDue])
  return measuring
}
