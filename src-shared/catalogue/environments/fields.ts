import * as z from 'zod'

/** Fields that several environments share. */

export const copies = z.int().min(1).max(4_096).default(8).meta({
  title: 'copies',
  description: 'How many copies of the world run side by side.',
})

export const horizon = (steps: number) =>
  z.int().min(1).max(10_000).default(steps).meta({
    title: 'horizon H',
    description: 'Steps of one episode: the task itself ends there.',
    unit: 'steps',
  })

export const timeLimit = (steps: number) =>
  z.int().min(1).max(1_000_000).nullable().default(steps).meta({
    title: 'time limit',
    description: 'An episode is cut after so many steps, though the task goes on; empty sets no limit.',
    unit: 'steps',
  })

export const slip = (probability: number) =>
  z.number().min(0).max(1).default(probability).meta({
    title: 'slip',
    description: 'How likely a move goes in another direction than was chosen.',
    unit: 'probability',
  })
