import { Generator } from '../random/generator.ts'
import { observationWidth } from './environment.ts'
import type { UserEnvironment } from './user-environment.ts'
import { shownOf, userEnvironmentOf } from './user-environment.ts'

/** Steps that the check takes in all. */
const checkedSteps = 2_000

/**
 * Everything wrong with a user's module that can be found by looking and by 2,000 steps with random actions, a sentence
 * each; empty when it conforms. Never throws for what the module does: its errors become sentences too.
 */
export function checkEnvironment(module: { default?: unknown }, parameters: Record<string, unknown> = {}): string[] {
  const user = attempt('The default export', () => userEnvironmentOf(module, parameters))
  if (typeof user === 'string') return [user]
  const shapeProblems = checkShape(user.shape)
  return shapeProblems.length > 0 ? shapeProblems : checkSteps(user)
}

function attempt<T>(what: string, run: () => T): T | string {
  try {
    return run()
  } catch (error) {
    return `${what} failed: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}.`
  }
}

const isWhole = (value: unknown, least: number): boolean => Number.isInteger(value) && (value as number) >= least
const isRange = (low: unknown, high: unknown, size: number): boolean =>
  Array.isArray(low) &&
  Array.isArray(high) &&
  low.length === size &&
  high.length === size &&
  low.every((value, i) => Number.isFinite(value) && Number.isFinite(high[i]) && value < high[i])

const arraysOf = (size: number): string =>
  size === 1 ? 'arrays of one finite number' : `arrays of ${size} finite numbers`

function checkShape(shape: UserEnvironment['shape']): string[] {
  const problems: string[] = []
  const { observation, action, horizon, timeLimit } = shape ?? {}
  if (observation?.kind === 'index') {
    if (!isWhole(observation.states, 1)) problems.push('shape.observation.states must be a whole number of at least 1.')
  } else if (observation?.kind === 'vector') {
    if (!isWhole(observation.size, 1)) problems.push('shape.observation.size must be a whole number of at least 1.')
    else if (
      (observation.low !== undefined || observation.high !== undefined) &&
      !isRange(observation.low, observation.high, observation.size)
    ) {
      problems.push(
        `shape.observation.low and high must be ${arraysOf(observation.size)}, low below high; or leave both out.`,
      )
    }
  } else problems.push("shape.observation.kind must be 'index' or 'vector'.")
  if (action?.kind === 'discrete') {
    if (!isWhole(action.actions, 1)) problems.push('shape.action.actions must be a whole number of at least 1.')
  } else if (action?.kind === 'continuous') {
    if (!isWhole(action.size, 1)) problems.push('shape.action.size must be a whole number of at least 1.')
    else if (!isRange(action.low, action.high, action.size))
      problems.push(`shape.action.low and high must be ${arraysOf(action.size)}, low below high.`)
  } else problems.push("shape.action.kind must be 'discrete' or 'continuous'.")
  if (horizon !== undefined && !isWhole(horizon, 1))
    problems.push('shape.horizon must be a whole number of at least 1; or leave it out.')
  if (timeLimit !== undefined && !isWhole(timeLimit, 1))
    problems.push('shape.timeLimit must be a whole number of at least 1; or leave it out.')
  return problems
}

/** Takes random actions; stops at the first broken step, since the rest would only follow from it. */
function checkSteps(user: UserEnvironment): string[] {
  const { shape } = user
  const chance = new Generator(1, 'check')
  const reset = (): unknown => user.reset(chance)
  const first = attempt('reset', reset)
  if (typeof first === 'string') return [first]
  const stateProblem = problemOfNumbers('reset', 'a state', first)
  if (stateProblem) return [stateProblem]
  const size = (first as number[]).length
  let state = first as number[]
  let steps = 0
  let ended = false
  const observationProblem = checkObservation(user, state)
  if (observationProblem) return [observationProblem]
  for (let step = 0; step < checkedSteps; step++) {
    const action = randomAction(user, chance)
    const before = [...state]
    const generatorBefore = chance.save()
    const outcome = attempt(`step from state [${before.join(', ')}] with action ${JSON.stringify(action)}`, () =>
      user.step(state, action, chance),
    )
    if (typeof outcome === 'string') return [outcome]
    const problem =
      checkOutcome(outcome, size) ??
      (before.some((value, i) => !Object.is(value, state[i]))
        ? 'step changed the state it was given: return a new array instead.'
        : undefined)
    if (problem) return [problem]
    // The same state, action and random numbers must give the same again.
    const generatorAfter = chance.save()
    chance.load(generatorBefore)
    const again = attempt('step', () => user.step([...before], action, chance))
    chance.load(generatorAfter)
    if (JSON.stringify(again) !== JSON.stringify(outcome)) {
      return [
        'step gave something else for the same state, action and random numbers: keep all state in the returned ' +
          'array, and draw only from the generator that is passed in.',
      ]
    }
    state = outcome.state
    const shown = checkObservation(user, state)
    if (shown) return [shown]
    steps++
    if (outcome.terminated || steps >= (shape.horizon ?? Infinity) || steps >= (shape.timeLimit ?? Infinity)) {
      ended = true
      steps = 0
      const next = attempt('reset', reset)
      if (typeof next === 'string') return [next]
      const nextProblem = problemOfNumbers('reset', 'a state', next, size) ?? checkObservation(user, next as number[])
      if (nextProblem) return [nextProblem]
      state = next as number[]
    }
  }
  if (!ended && shape.horizon === undefined && shape.timeLimit === undefined) {
    return [
      `No episode ended in ${checkedSteps.toLocaleString('en')} steps, and shape has neither horizon nor ` +
        'timeLimit: set one, or whole trajectories can’t be collected.',
    ]
  }
  return []
}

function randomAction(user: UserEnvironment, chance: Generator): number | number[] {
  const { action } = user.shape
  if (action.kind === 'discrete') return chance.below(action.actions)
  return action.low.map((low, i) => low + (action.high[i]! - low) * chance.uniform())
}

function checkOutcome(outcome: unknown, size: number): string | undefined {
  if (
    typeof outcome !== 'object' ||
    outcome === null ||
    !('state' in outcome) ||
    !('reward' in outcome) ||
    !('terminated' in outcome)
  )
    return 'step must return { state, reward, terminated }.'
  if (typeof outcome.reward !== 'number' || !Number.isFinite(outcome.reward))
    return `step returned the reward ${String(outcome.reward)}: it must be a finite number.`
  if (typeof outcome.terminated !== 'boolean')
    return `step returned terminated ${String(outcome.terminated)}: it must be true or false.`
  return problemOfNumbers('step', 'a state', outcome.state, size)
}

function checkObservation(user: UserEnvironment, state: number[]): string | undefined {
  const shown = attempt('observe', () => shownOf(user, [...state]))
  if (typeof shown === 'string') return shown
  const { observation } = user.shape
  const size = observationWidth(user.shape)
  const by = user.observe ? 'observe' : 'without observe the state is shown, and it'
  const problem = problemOfNumbers(by, 'an observation', shown, size)
  if (problem) return problem
  if (observation.kind === 'index' && !(isWhole(shown[0], 0) && shown[0]! < observation.states)) {
    return `${by} gave the index ${shown[0]}: it must be a whole number from 0 to ${observation.states - 1}.`
  }
  return undefined
}

function problemOfNumbers(by: string, what: string, value: unknown, size?: number): string | undefined {
  if (!Array.isArray(value)) return `${by} must give ${what} as an array of numbers.`
  if (value.length === 0) return `${by} gave ${what} without any number.`
  if (size !== undefined && value.length !== size)
    return `${by} gave ${what} of ${value.length} numbers, and ${size} were expected.`
  const wrong = value.findIndex((entry) => typeof entry !== 'number' || !Number.isFinite(entry))
  return wrong === -1
    ? undefined
    : `${by} gave ${what} with ${String(value[wrong])} at place ${wrong}: only finite numbers go.`
}
