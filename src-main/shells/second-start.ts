import * as z from 'zod'
import type { LockOwner } from './lock-file.ts'

/** Asks a running browser shell for a fresh address, with the secret that its lock file holds. */
export async function askForWindow(
  owner: LockOwner,
): Promise<{ ok: true; url: string } | { ok: false; reason: string }> {
  if (owner.port === undefined || owner.secret === undefined)
    return { ok: false, reason: 'it is still starting; try again in a moment' }
  try {
    const response = await ask(owner, 'POST', '/another-window')
    if (!response.ok) return { ok: false, reason: `it answered ${response.status}` }
    return { ok: true, ...z.object({ url: z.url() }).parse(await response.json()) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) }
  }
}

/** Whether an address is still waiting to be used. */
export async function isWaiting(owner: LockOwner, url: string): Promise<boolean> {
  const response = await ask(owner, 'GET', new URL(url).pathname.replace('/open/', '/is-waiting/'))
  return response.ok && z.object({ waiting: z.boolean() }).parse(await response.json()).waiting
}

const ask = (owner: LockOwner, method: string, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${owner.port}${path}`, {
    method,
    headers: { authorization: `Bearer ${owner.secret}` },
    signal: AbortSignal.timeout(5_000),
  })
