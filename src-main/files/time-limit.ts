/**
 * Work with files that the system has not come back from in time, as in a network folder whose server is gone. Nobody
 * can end it, and each holds one of Node's four threads for files: beyond two nothing more is begun, so that the app's
 * own files can still be read.
 */
let unanswered = 0
const mostUnanswered = 2

/**
 * What `work` answers, or an error when it has not answered within `withinMs`: its message goes on after "FILE can't be
 * read: ". `checkTime` throws the same
 * between the steps of longer work.
 */
export async function withinTime<T>(withinMs: number, work: (checkTime: () => void) => Promise<T>): Promise<T> {
  if (unanswered >= mostUnanswered) throw new Error('other files that were asked for have not answered yet; try later')
  const untilMs = performance.now() + withinMs
  const tooLate = () => new Error(`it was not read within ${withinMs / 1_000} s; copy it to a disk of this machine`)
  const running = work(() => {
    if (performance.now() > untilMs) throw tooLate()
  })
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      unanswered++
      const cameBack = () => void unanswered--
      running.then(cameBack, cameBack)
      reject(tooLate())
    }, withinMs)
  })
  try {
    return await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}
