import { useEffect, useMemo, useRef, useState } from 'react'
import { createClock, type Clock } from './clock.ts'

/** How often numbers beside a playing replay change: often enough to follow, seldom enough to read. */
const numbersEveryMs = 200

export interface Replay {
  clock: Clock
  /** The step whose numbers are shown; pictures take the clock's position at each frame. */
  step: number
  playing: boolean
}

/** A clock over an episode's steps; React hears of it when it stands, and a few times a second while it plays. */
export function useReplay(steps: number, stepsPerSecond: number, pace: number): Replay {
  const clock = useMemo(() => createClock(), [])
  const [shown, setShown] = useState({ step: 0, playing: false })
  const shownAtMs = useRef(0)
  useEffect(() => {
    const stopListening = clock.onMove(() => {
      const nowMs = performance.now()
      if (clock.playing && nowMs - shownAtMs.current < numbersEveryMs) return
      shownAtMs.current = nowMs
      const [step, playing] = [Math.floor(clock.position), clock.playing]
      setShown((before) => (before.step === step && before.playing === playing ? before : { step, playing }))
    })
    return () => {
      stopListening()
      clock.pause()
    }
  }, [clock])
  useEffect(() => clock.setEpisode(steps, stepsPerSecond), [clock, steps, stepsPerSecond])
  useEffect(() => clock.setPace(pace), [clock, pace])
  return { clock, step: Math.min(shown.step, steps), playing: shown.playing }
}
