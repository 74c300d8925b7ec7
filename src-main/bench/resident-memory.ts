import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process's resident memory now; null where the system doesn't tell, or where it is gone. */
export function residentBytes(pid: number | undefined): number | null {
  if (pid === undefined || process.platform === 'win32') return null
  try {
    const kilobytes = process.platform === 'linux' ? /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] : execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return kilobytes === undefined ? null : Number(kilobytes) * 1024
  } catch {
    // It has ended between two looks.
    return null
  }
}
