/** Where a replay stands, in steps; it moves by itself while it plays. */
export interface Clock {
  /** 0 to the episode's last step, with the share of a step that has passed. */
  readonly position: number
  readonly playing: boolean
  /** Told at each frame in which it moved, and when play begins or ends. */
  onMove(listener: () => void): () => void
  seek(position: number): void
  play(): void
  pause(): void
  /** A new episode: stays where it stands, as far as the episode goes. */
  setEpisode(steps: number, stepsPerSecond: number): void
  /** How many times as fast as the world's own time. */
  setPace(pace: number): void
}

/** A frame that comes late moves at most so far: after a standstill a replay goes on, and doesn't jump. */
const longestFrameMs = 250

export interface Frames {
  request(act: (nowMs: number) => void): number
  cancel(id: number): void
}

const windowFrames: Frames = {
  request: (act) => requestAnimationFrame(act),
  cancel: (id) => cancelAnimationFrame(id),
}

export function createClock(frames: Frames = windowFrames): Clock {
  const listeners = new Set<() => void>()
  let [position, steps, stepsPerSecond, pace] = [0, 0, 1, 1]
  let frame: number | null = null
  let lastMs: number | null = null
  const tell = (): void => listeners.forEach((listener) => listener())
  const pause = (): void => {
    if (frame === null) return
    frames.cancel(frame)
    frame = null
    tell()
  }
  const next = (nowMs: number): void => {
    const passedMs = lastMs === null ? 0 : Math.min(longestFrameMs, nowMs - lastMs)
    lastMs = nowMs
    position = Math.min(steps, position + (passedMs / 1_000) * stepsPerSecond * pace)
    if (position >= steps) return pause()
    frame = frames.request(next)
    tell()
  }
  return {
    get position() {
      return position
    },
    get playing() {
      return frame !== null
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    seek(to) {
      position = Math.max(0, Math.min(steps, to))
      tell()
    },
    play() {
      if (frame !== null || steps === 0) return
      if (position >= steps) position = 0
      lastMs = null
      frame = frames.request(next)
      tell()
    },
    pause,
    setEpisode(count, perSecond) {
      steps = count
      stepsPerSecond = perSecond
      position = Math.min(position, count)
      tell()
    },
    setPace(to) {
      pace = to
    },
  }
}
