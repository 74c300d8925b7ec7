import { useEffect, useRef, useState } from 'react'

/** Checkpoints a second. */
export const paces = [1, 2, 4, 10, 30] as const

/** Goes from checkpoint to checkpoint at a pace, from the start again where it stands at the end; ends there. */
export function usePlay(
  index: number,
  count: number,
  onIndex: (index: number) => void,
): { playing: boolean; toggle: () => void; stop: () => void; pace: number; setPace: (pace: number) => void } {
  const [playing, setPlaying] = useState(false)
  const [pace, setPace] = useState(4)
  const latest = useRef({ index, count, onIndex })
  useEffect(() => {
    latest.current = { index, count, onIndex }
  })
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => {
      const { index: at, count: all, onIndex: go } = latest.current
      if (at < all - 1) go(at + 1)
      if (at >= all - 2) setPlaying(false)
    }, 1_000 / pace)
    return () => clearInterval(timer)
  }, [playing, pace])
  return {
    playing,
    toggle: () => {
      if (!playing && index >= count - 1) onIndex(0)
      setPlaying(!playing && count > 1)
    },
    stop: () => setPlaying(false),
    pace,
    setPace,
  }
}
