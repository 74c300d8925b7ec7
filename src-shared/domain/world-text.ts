import { environmentEntry } from '../catalogue/environments/index.ts'
import type { EnvironmentSpec } from '../catalogue/environments/index.ts'

/** Longer ones (a finite world's tables) are told apart by a checksum. */
const mostCharacters = 120

/**
 * A world in a few words, the same for equal worlds: its id and what differs from its defaults. How many copies are
 * stepped at once is no part of it. By it scores are put together, and anchors remembered.
 */
export function worldText(environment: EnvironmentSpec): string {
  const { id, copies: _copies, ...parameters } = environment as EnvironmentSpec & { copies?: number }
  const usual = environmentEntry(id).schema.safeParse({ id })
  const defaults = usual.success ? (usual.data as Record<string, unknown>) : {}
  const texts = Object.entries(parameters)
    .map(([name, value]) => [name, JSON.stringify(value)] as const)
    .filter(([name, text]) => text !== JSON.stringify(defaults[name]))
    .map(([name, text]) => `${name} ${text}`)
  const text = [id, ...texts].join(', ')
  return text.length <= mostCharacters ? text : `${id}, ${checksum(text)}`
}

/** FNV-1a, 32 bits: worlds in one database are few. */
function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
