import { createLearner } from '../../core/algorithms/learner.ts'
import type { Engine } from '../../core/networks/engine.ts'
import { mlpLayers, scoresMlp } from '../../core/networks/mlp-layout.ts'
import type { Network, NetworkShape, Tape } from '../../core/networks/network.ts'
import { referenceEngine } from '../../core/networks/reference-engine.ts'
import { measureActorCriticUpdate, measureProduct } from '../../engines/measure.ts'
import type { BenchAnswer, BenchJob, TrainJob } from '../protocol/job.ts'
import { neuralEngine } from './learners.ts'

/** Measures an engine, and counts what runs compute. Nothing here is trained for its result. */
export async function answerBench({ engine: id, fusion, products, updates, counted }: BenchJob): Promise<BenchAnswer> {
  // An engine a case: the memory of the SIMD engine is handed out once.
  const fresh = () => neuralEngine(id, fusion)
  const answer: BenchAnswer = {
    kind: 'bench',
    description: (await fresh()).description,
    products: [],
    updates: [],
    flopsPerEnvStep: [],
  }
  for (const shape of products) {
    const engine = await fresh()
    answer.products.push({ ...shape, ...measureProduct(engine, shape.batch, shape.width) })
    engine.dispose()
  }
  for (const shape of updates) {
    const engine = await fresh()
    answer.updates.push({ ...shape, ...measureActorCriticUpdate(engine, [shape.width, shape.width], shape.batch) })
    engine.dispose()
  }
  for (const job of counted) answer.flopsPerEnvStep.push(countFlops(job, await fresh()))
  return answer
}

/** So many updates tell what one takes: line searches and trajectories make them differ a little. */
const countedUpdates = 5

/** Floating-point operations in the matrix products of the run's networks, per env step. */
function countFlops({ environment, variant, seed, budget }: TrainJob, engine: Engine): number {
  const count = { flops: 0 }
  const plan = { environment, variant, seed, budget, evaluation: null, diagnosticsEvery: null }
  const learner = createLearner(plan, { neural: countingEngine(engine, count), exact: referenceEngine() })
  while (learner.updates < countedUpdates) {
    const steps = learner.update()
    while (!steps.next().done);
  }
  learner.dispose()
  return count.flops / learner.envSteps
}

function countingEngine(engine: Engine, count: { flops: number }): Engine {
  return {
    ...engine,
    network(shape) {
      const network = engine.network(shape)
      const { perRow, ofFirstLayer } = flopsPerRow(shape)
      const rows = new WeakMap<Tape, number>()
      // Forward is one product a layer. Its two derivatives have two, but for the first layer, whose inputs have none.
      const derivative = (tape: Tape) => (count.flops += (2 * perRow - ofFirstLayer) * rows.get(tape)!)
      const counting: Network = {
        ...network,
        forward(theta, inputs, batch, tape) {
          rows.set(tape, batch)
          count.flops += perRow * batch
          return network.forward(theta, inputs, batch, tape)
        },
        backward(theta, tape, gradient, out) {
          derivative(tape)
          network.backward(theta, tape, gradient, out)
        },
        tangent(theta, tape, direction, out) {
          derivative(tape)
          network.tangent(theta, tape, direction, out)
        },
      }
      return counting
    },
  }
}

function flopsPerRow(shape: NetworkShape): { perRow: number; ofFirstLayer: number } {
  if (shape.kind !== 'mlp' && shape.kind !== 'mlp-scores') return { perRow: 0, ofFirstLayer: 0 }
  const repeats = shape.kind === 'mlp-scores' ? shape.actions : 1
  const flops = mlpLayers(shape.kind === 'mlp' ? shape : scoresMlp(shape)).map(
    ({ inputs, outputs }) => 2 * repeats * inputs * outputs,
  )
  return { perRow: flops.reduce((sum, layer) => sum + layer, 0), ofFirstLayer: flops[0]! }
}
