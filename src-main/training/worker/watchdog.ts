/**
 * Looks a few times a second, from a thread of its own, whether the trainer's parent is there, and ends the process
 * when it isn't: whatever the main thread is doing.
 */
export function watchParent(ownerPid: number): void {
  const parentAtStart = process.ppid
  setInterval(() => {
    // A dead parent that is not reaped yet still has its pid, but no children any more: so both signs count.
    if (process.ppid === parentAtStart && isAlive(ownerPid)) return
    process.kill(process.pid, 'SIGKILL')
  }, 250)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, but not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
