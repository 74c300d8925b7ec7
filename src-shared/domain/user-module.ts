import * as z from 'zod'

/** What a module's file may be called at its end. */
export const moduleEndings: readonly string[] = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']

/**
 * What a user's own module consists of, as far as its text tells without running it: the local files that it imports,
 * directly or through one another, and the packages that those import. It is what a person allows, and is stored with
 * each run that used it. Paths are relative to the module's folder, so that a copy elsewhere reads the same.
 */
export const moduleContents = z.object({
  /** SHA-256 over all of it: files, what each imports, packages. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The module itself first. */
  files: z.array(z.object({ path: z.string(), sha256: z.string() })).min(1),
  /** Their own files are not read: a package is taken by its name and version. */
  packages: z.array(z.object({ name: z.string(), version: z.string() })),
  /** What was seen that loads more than can be known beforehand, a clause each: "world.mjs runs text as code (line 3)". */
  unknowable: z.array(z.string()),
})
export type ModuleContents = z.infer<typeof moduleContents>

/** "2 files that it imports and the package three 0.1.0"; empty where it imports nothing. */
export function importedInWords({ files, packages }: ModuleContents): string {
  const others = files.length - 1
  const ofFiles = others === 0 ? [] : [others === 1 ? `the file ${files[1]!.path}` : `${others} files that it imports`]
  const named = packages.map(({ name, version }) => `${name} ${version}`).join(', ')
  const ofPackages = packages.length === 0 ? [] : [`the package${packages.length === 1 ? '' : 's'} ${named}`]
  return [...ofFiles, ...ofPackages].join(' and ')
}

/** What consent can't cover: what was seen of it, and what holds for every module. */
export function notCoveredInWords({ unknowable }: ModuleContents): string {
  const always =
    'What code loads only while it runs (a path that it computes, a worker, text run as code, files that it reads) ' +
    'can’t be known beforehand and is not covered.'
  return unknowable.length === 0 ? always : `Seen here: ${unknowable.join('; ')}. ${always}`
}

/** A world's inputs, actions and length, as its module says when it is loaded. */
export const worldFacts = z.object({
  observation: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('index'), states: z.int() }),
    z.object({ kind: z.literal('vector'), size: z.int() }),
  ]),
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('discrete'), actions: z.int() }),
    z.object({
      kind: z.literal('continuous'),
      size: z.int(),
      low: z.array(z.number()),
      high: z.array(z.number()),
    }),
  ]),
  horizon: z.int().nullable(),
  timeLimit: z.int().nullable(),
})
export type WorldFacts = z.infer<typeof worldFacts>

/** "2 numbers in, 2 actions, episodes cut after 200 steps", without a full stop. */
export function worldInWords({ observation, action, horizon, timeLimit }: WorldFacts): string {
  const count = (n: number, word: string) => `${n.toLocaleString('en-US')} ${word}${n === 1 ? '' : 's'}`
  const sees =
    observation.kind === 'index' ? count(observation.states, 'state') : `${count(observation.size, 'number')} in`
  const bounds = (values: readonly number[]) =>
    new Set(values).size === 1 ? String(values[0]) : `(${values.join(', ')})`
  const acts =
    action.kind === 'discrete'
      ? count(action.actions, 'action')
      : `${count(action.size, 'continuous action')} from ${bounds(action.low)} to ${bounds(action.high)}`
  const ends = [
    ...(horizon === null ? [] : [`a horizon of ${count(horizon, 'step')}`]),
    ...(timeLimit === null ? [] : [`episodes cut after ${count(timeLimit, 'step')}`]),
  ]
  return [sees, acts.replaceAll('-', '−'), ...(ends.length === 0 ? ['no time limit'] : ends)].join(', ')
}
