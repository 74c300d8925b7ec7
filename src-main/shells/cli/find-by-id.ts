import { CliError, exitCodes } from './terminal.ts'

/** The one thing whose id begins so, like git's commits. */
export function findById<T extends { id: string }>(things: readonly T[], prefix: string, what: string): T {
  // Every id begins with nothing: an unset variable in a script would pick whatever is there.
  if (prefix.trim() === '')
    throw new CliError(`The id of the ${what} is empty; ascent list shows the ids.`, exitCodes.usage)
  const exact = things.find(({ id }) => id === prefix)
  if (exact !== undefined) return exact
  const found = things.filter(({ id }) => id.startsWith(prefix))
  if (found.length === 1) return found[0]!
  if (found.length === 0)
    throw new CliError(`There is no ${what} with the id "${prefix}"; ascent list shows the ids.`, exitCodes.usage)
  throw new CliError(`${found.length} of them have ids that begin with "${prefix}"; give more of it.`, exitCodes.usage)
}
