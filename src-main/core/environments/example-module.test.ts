import { expect, test } from 'vitest'
import { Generator } from '../random/generator.ts'
import { checkEnvironment } from './check-environment.ts'
import { userEnvironment, userEnvironmentOf } from './user-environment.ts'

const example = new URL('../../../resources/environments/windy-corridor.js', import.meta.url)

test('the worked example in resources conforms, and takes its parameters', async () => {
  const module = (await import(example.href)) as { default: unknown }
  expect(checkEnvironment(module)).toEqual([])
  expect(checkEnvironment(module, { length: 3, wind: 0 })).toEqual([])
  const environment = userEnvironment(userEnvironmentOf(module, { length: 3, wind: 0 }), 1, new Generator(1))
  for (let step = 0; step < 3; step++) environment.step(Float64Array.of(1))
  expect([environment.observationsND[0], environment.rewardsN[0], environment.terminatedN[0]]).toEqual([3, 10, 1])
})
