import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process's resident memory now; null where the system doesn't tell, or where it is gone. */
export function residentBytes(pid: number | undefined): number | null {
  if (pid === undefined || process.platform === 'win32') return null
  try {
    const kilobytes =
      process.platform === 'linux'
        ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    // It has ended between two looks.
    return null
  }
}

/** Clock ticks a second that /proc counts in: 100 wherever Linux runs today. */
const ticksPerSecond = 100

/**
 * CPU time that a process has used, all its threads together; null where the system doesn't tell it so simply (not
 * Linux), or where it is gone.
 */
export function cpuMsOf(pid: number | undefined): number | null {
  if (pid === undefined || process.platform !== 'linux') return null
  try {
    // The name, in brackets, may hold anything; user and system time are the 12th and 13th field behind it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond
  } catch {
    // It has ended between two looks.
    return null
  }
}
