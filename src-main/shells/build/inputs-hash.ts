import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A hash of everything a build is made from: names and contents of all files in these folders, and these files. Tests
 * don't count.
 */
export function inputsHash(root: string, inputs: readonly string[]): string {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const path of filesOf(root, input)) {
      hash.update(`${path}\0`)
      hash.update(readFileSync(join(root, path)))
      hash.update('\0')
    }
  }
  return hash.digest('hex').slice(0, 32)
}

function filesOf(root: string, input: string): string[] {
  if (statSync(join(root, input)).isFile()) return [input]
  return readdirSync(join(root, input), { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesOf(root, `${input}/${entry.name}`)
        : /\.test\.tsx?$/.test(entry.name)
          ? []
          : [`${input}/${entry.name}`],
    )
}
