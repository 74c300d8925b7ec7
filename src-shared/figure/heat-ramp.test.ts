import { expect, it } from 'vitest'
import { heatRamps, rampColour } from './heat-ramp.ts'

const { amount, sided } = heatRamps.light

it('has its stops’ colours at the stops', () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((at) => rampColour(amount, at))).toEqual(amount)
  expect([0, 0.5, 1].map((at) => rampColour(sided, at))).toEqual(sided)
})

it('mixes evenly between two stops', () => {
  expect(rampColour(['#000000', '#ff8000'], 0.5)).toBe('#804000')
})

it('keeps its ends’ colours beyond its ends', () => {
  expect(rampColour(amount, -3)).toBe(amount[0])
  expect(rampColour(amount, 7)).toBe(amount[4])
})
