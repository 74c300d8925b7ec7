import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import type { NativeState } from '../../src-shared/contract/events.ts'
import { fitsBesidePolicy } from '../../src-shared/domain/variant.ts'
import { engineThresholds } from '../services/engine-rule.ts'
import type { ProcessLauncher } from '../training/supervisor/launcher.ts'
import type { AppLine } from './app-line.ts'
import { measureCompare } from './compare.ts'
import { measureHistory } from './history.ts'
import { median } from './median.ts'
import type { BenchResults, EngineResult, SolveResult, StartResult, TrainingRate, TrainingResult } from './results.ts'
import { otherNames, readSetting, seedsTogetherNames } from './settings.ts'
import { seedsTogether } from './seeds-together.ts'
import { reachedAt } from './solved.ts'
import { measureInspect } from './inspect.ts'
import { measureSnapshots } from './snapshots.ts'
import { measureStatistics } from './statistics.ts'
import { measureInTrainer, timedRun } from './timed-run.ts'
import { budgetSteps, trainJobOf } from './train-job.ts'

export interface BenchPorts {
  launcher: ProcessLauncher
  /** The folder of the settings' specs. */
  settingsFolder: string
  version: string
  /** Whether TensorFlow native is set up here. */
  native: NativeState
  /** Starts the app so many times, from nothing to its first answered call. */
  measureStart(repetitions: number): Promise<Omit<StartResult, 'measuredAt'>>
  /** Starts the app over a data folder. */
  startApp(home: string): Promise<AppLine>
  /** For people, on stderr. */
  report(sentence: string): void
}

export interface BenchOptions {
  names: readonly string[]
  repetitions: number
  /** Shortens every run to this share of its env steps, for a quick look and for tests. */
  share: number
}

/** Measures what is named. `found` is told after each part, so that an end half way loses nothing. */
export async function runBench(
  ports: BenchPorts,
  options: BenchOptions,
  found: (results: BenchResults) => void,
): Promise<BenchResults> {
  const results = emptyResults(ports, options.repetitions)
  // Before the bench itself adds to it.
  const load = loadavg()[0]!
  if (load > busyLoad)
    ports.report(`Other programs are at work (load ${load.toFixed(1)}): rates by the clock will be too low.`)
  for (const name of options.names) {
    if (name === 'engines') results.engines = await measureEngines(ports)
    else if (name === 'cartpole-to-475') results.solve = await measureSolving(ports)
    else if (name === 'start') results.start = { ...(await ports.measureStart(options.repetitions)), measuredAt: now() }
    else if (name === 'statistics') results.statistics = measureStatistics(options.repetitions)
    else if (name === 'history')
      results.history = await measureHistory(ports, options.repetitions, historyRuns * options.share)
    else if (name === 'compare') results.compare = await measureCompare(ports, options.repetitions, options.share)
    else if (name === 'inspect') results.inspect = await measureInspect(ports, options.repetitions)
    else if (name === 'snapshots') results.snapshots = await measureSnapshots(ports, options)
    else results.training.push(await measureTraining(ports, options, name, load))
    found(results)
  }
  return results
}

const historyRuns = 10_000

/** On a machine that does nothing else this stays well below. */
const busyLoad = 0.5

const now = () => new Date().toISOString()

function emptyResults(ports: BenchPorts, repetitions: number): BenchResults {
  return {
    format: 1,
    date: now(),
    ascent: ports.version,
    machine: {
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      cores: availableParallelism(),
      memoryBytes: totalmem(),
      system: process.platform,
      architecture: process.arch,
    },
    versions: { node: process.versions.node, v8: process.versions.v8 },
    repetitions,
    training: [],
    engines: [],
    solve: null,
    start: null,
    statistics: null,
    history: null,
    compare: null,
    snapshots: null,
    inspect: null,
    thresholds: { ...engineThresholds },
  }
}

async function measureTraining(
  ports: BenchPorts,
  { repetitions, share }: BenchOptions,
  name: string,
  load: number,
): Promise<TrainingResult> {
  const { launcher, report } = ports
  const setting = readSetting(ports.settingsFolder, name)
  const job = (seed: number, fusion: boolean) => trainJobOf(ports, setting, seed, share, fusion)
  const { engine } = job(1, true)
  report(`${name}: counting its operations`)
  // A run takes the engine that auto gave it; tables multiply nothing.
  const machine =
    engine === 'reference'
      ? null
      : await measureInTrainer(launcher, {
          engine,
          fusion: true,
          products: [{ batch: 64, width: 64 }],
          updates: [],
          counted: [job(1, true)],
        })
  const flopsPerEnvStep = machine === null ? null : machine.flopsPerEnvStep[0]!

  const rateOf = async (
    what: string,
    runsAtOnce: number,
    fusion: boolean,
    threads = 1,
  ): Promise<{ rate: TrainingRate; residentBytes: number | null }> => {
    const samples: number[] = []
    const samplesOfCpu: number[] = []
    let kernels = ''
    let resident = 0
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`${name}: ${what}, ${repetition} of ${repetitions}`)
      const runs = await Promise.all(
        Array.from({ length: runsAtOnce }, (_, i) =>
          timedRun(launcher, job(repetition + i * repetitions, fusion), threads),
        ),
      )
      const envSteps = runs.reduce((sum, run) => sum + run.envSteps, 0)
      const elapsedMs =
        runsAtOnce === 1
          ? runs[0]!.wallMs
          : Math.max(...runs.map((run) => run.endedAtMs)) - Math.min(...runs.map((run) => run.startedAtMs))
      samples.push((envSteps / elapsedMs) * 1_000)
      const cpuMs = runs.reduce((sum, run) => sum + (run.cpuMs ?? Number.NaN), 0)
      if (cpuMs > 0) samplesOfCpu.push((envSteps / cpuMs) * 1_000)
      kernels = runs[0]!.kernels
      resident = Math.max(resident, ...runs.map((run) => run.residentBytes ?? 0))
    }
    const envStepsPerSecond = median(samples)!
    const gflops = flopsPerEnvStep === null ? null : (flopsPerEnvStep * envStepsPerSecond) / 1e9
    return {
      rate: { envStepsPerSecond, gflops, samples, perCpuSecond: median(samplesOfCpu) ?? null, kernels },
      residentBytes: resident || null,
    }
  }

  const rateTogether = async (): Promise<TrainingResult['seedsTogether']> => {
    const samples: number[] = []
    for (let repetition = 1; repetition <= repetitions; repetition++) {
      report(`${name}: eight seeds together, ${repetition} of ${repetitions}`)
      const { envSteps, elapsedMs } = await seedsTogether(
        launcher,
        Array.from({ length: seeds }, (_, i) => job(i + 1, true)),
        availableParallelism(),
      )
      samples.push((envSteps / elapsedMs) * 1_000)
    }
    return { seeds, envStepsPerSecond: median(samples)!, samples }
  }

  const oneCore = await rateOf('one core', 1, true)
  const oneCoreWithoutFusion = engine === 'simd' ? await rateOf('one core without fusion', 1, false) : null
  const twoThreads =
    engine === 'simd' && fitsBesidePolicy(setting.spec.variants[0]!) && availableParallelism() > 1
      ? await rateOf('one run on two threads', 1, true, 2)
      : null
  return {
    name,
    sentence: setting.sentence,
    envSteps: budgetSteps(setting, share),
    engine,
    mflopPerEnvStep: flopsPerEnvStep === null ? null : flopsPerEnvStep / 1e6,
    oneCore: oneCore.rate,
    oneCoreWithoutFusion: oneCoreWithoutFusion?.rate ?? null,
    twoThreads: twoThreads?.rate ?? null,
    allCores: (await rateOf('all cores', availableParallelism(), true)).rate,
    seedsTogether: seedsTogetherNames.includes(name) ? await rateTogether() : null,
    trainerResidentBytes: oneCore.residentBytes,
    twoThreadsResidentBytes: twoThreads?.residentBytes ?? null,
    productGflops: machine?.products[0]!.gflops ?? null,
    load,
    measuredAt: now(),
  }
}

/** Queued together, seeds 1 to 8. */
const seeds = 8

const solvedReturn = 475

/** How long PPO takes to solve CartPole, one seed after the other. */
async function measureSolving(ports: BenchPorts): Promise<SolveResult> {
  const name = 'ppo-cartpole-zoo'
  const setting = readSetting(ports.settingsFolder, name)
  const seeds: SolveResult['seeds'] = []
  for (const seed of setting.spec.seeds) {
    ports.report(`${otherNames[1]}: seed ${seed} of ${setting.spec.seeds.length}`)
    const { rows } = await timedRun(ports.launcher, { ...trainJobOf(ports, setting, seed, 1, true), recordEvery: 1 })
    const row = reachedAt(rows, solvedReturn)
    seeds.push({
      seed,
      seconds: row === undefined ? null : row.computeMs / 1_000,
      envSteps: (row ?? rows.at(-1)!).envSteps,
    })
  }
  // A seed that never gets there counts as the slowest.
  const middle = median(seeds.map(({ seconds }) => seconds ?? Number.POSITIVE_INFINITY))!
  return {
    name,
    threshold: solvedReturn,
    seeds,
    medianSeconds: Number.isFinite(middle) ? middle : null,
    measuredAt: now(),
  }
}

const batches = [64, 256, 2_048]
const widths = [64, 256, 1_024]
/** More than this in one update would keep an engine in plain JavaScript busy for minutes. */
const mostFlopsInPlainJavaScript = 1e9

async function measureEngines(ports: BenchPorts): Promise<EngineResult[]> {
  const asked: { engine: 'simd' | 'tfjs-native' | 'tfjs-wasm' | 'tfjs-cpu'; fusion: boolean | null }[] = [
    { engine: 'simd', fusion: true },
    { engine: 'simd', fusion: false },
    ...(ports.native.state === 'ready' ? [{ engine: 'tfjs-native', fusion: null } as const] : []),
    { engine: 'tfjs-wasm', fusion: null },
    { engine: 'tfjs-cpu', fusion: null },
  ]
  const results: EngineResult[] = []
  for (const { engine, fusion } of asked) {
    const fits = ({ batch, width }: { batch: number; width: number }) =>
      engine !== 'tfjs-cpu' || 12 * batch * width * width < mostFlopsInPlainJavaScript
    const products = [
      { batch: 64, width: 64 },
      { batch: 2_048, width: 1_024 },
    ].filter(fits)
    const updates = batches.flatMap((batch) => widths.map((width) => ({ batch, width }))).filter(fits)
    ports.report(`engines: ${engine}${fusion === false ? ' without fusion' : ''}`)
    const { description, ...rates } = await measureInTrainer(ports.launcher, {
      engine,
      fusion: fusion ?? true,
      products,
      updates,
      counted: [],
    })
    results.push({ engine, fusion, description, products: rates.products, updates: rates.updates, measuredAt: now() })
  }
  return results
}
