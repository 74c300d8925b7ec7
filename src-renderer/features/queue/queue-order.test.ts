import { describe, expect, it } from 'vitest'
import { buildTree } from '../../components/experiment-tree/tree.ts'
import { exampleExperiment, exampleRun } from '../../components/experiment-tree/tree.fixture.ts'
import { activeExperiments, compareForQueue, moveBeside, moveByOne, queueOf } from './queue-order.ts'

const queued = (id: string, experimentId: string, queuePosition: number, variantIndex = 0) =>
  exampleRun(id, experimentId, { queuePosition, variantIndex, seed: queuePosition })
const a1 = queued('run000a1', 'aaaaaaaa', 1)
const a2 = queued('run000a2', 'aaaaaaaa', 2)
const b1 = queued('run000b1', 'bbbbbbbb', 3)
const b2 = queued('run000b2', 'bbbbbbbb', 4)
const running = exampleRun('run000c0', 'cccccccc', { status: 'running' })
const all = [b2, running, a2, b1, a1]
const queue = queueOf(all)
const names = (runs: readonly { id: string }[]) => runs.map((run) => run.id)

describe('the queue’s order', () => {
  it('is by place, of queued runs only', () => {
    expect(names(queue)).toEqual(['run000a1', 'run000a2', 'run000b1', 'run000b2'])
  })
  it('shows training experiments first, then by their first place, and none that has ended', () => {
    const experiments = ['bbbbbbbb', 'aaaaaaaa', 'cccccccc', 'dddddddd'].map((id) => exampleExperiment(id))
    const tree = buildTree(
      experiments,
      [...all, exampleRun('run000d0', 'dddddddd', { status: 'finished' })],
      compareForQueue,
    )
    expect(activeExperiments(tree).map((node) => node.experiment.id)).toEqual(['cccccccc', 'aaaaaaaa', 'bbbbbbbb'])
  })
})

describe('moving', () => {
  it('puts an experiment before or after another', () => {
    expect(moveBeside(queue, [b1, b2], [a1, a2], 'before')).toEqual({
      runIds: ['run000b1', 'run000b2'],
      before: 'run000a1',
    })
    expect(moveBeside(queue, [a1, a2], [b1, b2], 'after')).toEqual({ runIds: ['run000a1', 'run000a2'], before: null })
  })
  it('moves a run past one other', () => {
    expect(moveByOne(queue, [[a1], [a2]], 0, 'down')).toEqual({ runIds: ['run000a1'], before: 'run000b1' })
    expect(moveByOne(queue, [[a1], [a2]], 1, 'up')).toEqual({ runIds: ['run000a2'], before: 'run000a1' })
  })
  it('passes over what has nothing queued', () => {
    expect(moveByOne(queue, [[a1, a2], [running], [b1, b2]], 2, 'up')).toEqual({
      runIds: ['run000b1', 'run000b2'],
      before: 'run000a1',
    })
  })
  it('asks for nothing where nothing would change', () => {
    expect(moveByOne(queue, [[a1], [a2]], 0, 'up')).toBeNull()
    expect(moveBeside(queue, [a1], [a2], 'before')).toBeNull()
    expect(moveBeside(queue, [running], [a1], 'before')).toBeNull()
  })
})
