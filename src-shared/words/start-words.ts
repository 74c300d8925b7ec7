import { writtenStart } from '../domain/initial-parameters.ts'
import type { InitialParameters } from '../domain/initial-parameters.ts'
import { formatCount } from './format.ts'

/** What a variant starts from, in words: "update 400 of an earlier run", "252 numbers of the spec". */
export function startWords(initialParameters: InitialParameters): string {
  if ('file' in initialParameters) return `update ${formatCount(initialParameters.from.update)} of an earlier run`
  const { theta, critic } = writtenStart({ initialParameters })!
  const ofCritic = critic === undefined ? '' : `, and ${formatCount(critic.length)} for the critic`
  return `${formatCount(theta.length)} numbers of the spec${ofCritic}`
}
