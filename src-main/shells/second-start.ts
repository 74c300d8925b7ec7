import * as z from 'zod'
import type { LockOwner } from './lock-file.ts'

/** Asks a running browser shell for a fresh address, with the secret that its lock file holds. */
export async function askForWindow(owner: LockOwner): Promise<{ ok: true; url: string } | { ok: false; reason: string }> {
  if (owner.port === undefined || owner.secret === undefined) return { ok: false, reason: 'it is still starting; try again in a moment' }
  try {
    const response = await fetch(`http://127.0.0.1:${owner.port}/another-window`, {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.secret}` },
      signal: AbortSignal.timeout(5_000),
    })
    if (!response.ok) return { ok: false, reason: `it answered ${response.status}` }
    return { ok: true, ...z.object({ url: z.url() }).parse(await response.json()) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}
