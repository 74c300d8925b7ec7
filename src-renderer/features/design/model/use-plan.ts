import { useEffect, useState } from 'react'
import type { DesignPlan } from '../../../../src-shared/contract/methods.ts'
import type { ExperimentSpec } from '../../../../src-shared/domain/spec.ts'
import { useClient } from '../../../client/index.tsx'
import { sentenceOfFailure } from '../../../client/ascent-failure.ts'

const askAfterMs = 250

/** What the app says about a design: runs, time, engine and why. The last answer stays until the next has come. */
export function usePlan(spec: ExperimentSpec | undefined): { plan: DesignPlan | null; failure: string | null } {
  const client = useClient()
  const [answer, setAnswer] = useState<{ plan: DesignPlan | null; failure: string | null }>({
    plan: null,
    failure: null,
  })
  const [looked, setLooked] = useState(0)
  // A file that was missing may have been put there meanwhile, in another window.
  useEffect(() => {
    const lookAgain = () => setLooked((times) => times + 1)
    window.addEventListener('focus', lookAgain)
    return () => window.removeEventListener('focus', lookAgain)
  }, [])
  useEffect(() => {
    if (!spec) return
    let stale = false
    const timer = setTimeout(() => {
      client
        .call('design.plan', { spec })
        .then((plan) => !stale && setAnswer({ plan, failure: null }))
        .catch((failure: unknown) => !stale && setAnswer({ plan: null, failure: sentenceOfFailure(failure) }))
    }, askAfterMs)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [client, spec, looked])
  return answer
}
