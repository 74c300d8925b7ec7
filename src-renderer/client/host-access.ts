import { linePath, secretKey } from '../../src-shared/contract/loopback.ts'

/** The secret that the opening page left for this origin; null where there is none, or where pages may keep nothing. */
export function storedSecret(): string | null {
  try {
    return localStorage.getItem(secretKey)
  } catch {
    return null
  }
}

/**
 * Whether the host at this address lets this page in. A secret that it doesn't know is of an earlier start at the same
 * port: it is removed, unless another tab has brought a new one meanwhile.
 */
export async function askHost(): Promise<'lets in' | 'refuses' | 'does not answer'> {
  const secret = storedSecret()
  if (secret === null) return 'refuses'
  try {
    const { status } = await fetch(linePath, { headers: { authorization: `Bearer ${secret}` }, cache: 'no-store' })
    if (status === 204) return 'lets in'
  } catch {
    return 'does not answer'
  }
  if (storedSecret() === secret) localStorage.removeItem(secretKey)
  return 'refuses'
}

/** Calls the listener when another tab of this address was opened with a secret; the returned function ends it. */
export function onNewSecret(listener: () => void): () => void {
  const heard = (event: StorageEvent) => {
    if (event.key === secretKey && event.newValue !== null) listener()
  }
  window.addEventListener('storage', heard)
  return () => window.removeEventListener('storage', heard)
}
