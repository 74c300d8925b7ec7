import type { Engine } from '../../core/networks/engine.ts'
import { buildEngine } from './build-engine.ts'
import { ensureKernels } from './build.ts'
import type { KernelBuild } from './build.ts'
import { chooseBuild, requireBuild } from './choose-build.ts'
import type { ChosenBuild } from './choose-build.ts'
import { instantiateKernels } from './kernels.ts'
import { createArena } from './memory.ts'

export interface SimdEngineOptions {
  /** Address space for everything the engine allocates; real memory is taken page by page, on first use. */
  memoryBytes?: number
  /** A build other than the one that a probe would choose; refused where this machine can't run it. */
  build?: KernelBuild
  /** False keeps V8 from fusing to 256 bits, to measure what runtimes without that do; the bits are the same. */
  fusion?: boolean
}

/** A build with its compiled code; goes to another thread as it is. */
export type CompiledKernels = Pick<ChosenBuild, 'build' | 'module'>

const defaultMemoryBytes = 512 * 1024 * 1024

export type SimdEngine = Engine<Float32Array> & {
  readonly build: KernelBuild
  /** The compiled kernels: a thread that gets them need not choose or compile. */
  readonly compiled: CompiledKernels
  /** Why this build, in a sentence. */
  readonly buildReason: string
}

/** Compiled modules by what was asked for: choosing takes 100 ms, once a process. */
const chosen = new Map<string, ChosenBuild>()

/** The SIMD engine: float32 networks on WebAssembly kernels. Every engine has memory of its own. */
export async function createSimdEngine({
  memoryBytes = defaultMemoryBytes,
  build,
  fusion = true,
}: SimdEngineOptions = {}): Promise<SimdEngine> {
  const files = await ensureKernels()
  const asked = `${build ?? 'fastest'}, ${fusion ? 'fusion' : 'no fusion'}`
  let choice = chosen.get(asked)
  if (choice === undefined) {
    choice = build ? requireBuild(files, build, fusion) : chooseBuild(files, fusion)
    chosen.set(asked, choice)
  }
  return {
    ...simdEngineOn(choice, memoryBytes),
    build: choice.build,
    compiled: { build: choice.build, module: choice.module },
    buildReason: choice.reason,
  }
}

/**
 * An engine with memory of its own on kernels that were compiled before, by this thread or another: the same code, so
 * the same bits.
 */
export function simdEngineOn(
  { build, module }: CompiledKernels,
  memoryBytes = defaultMemoryBytes,
): Engine<Float32Array> {
  const arena = createArena(memoryBytes)
  return buildEngine(build, instantiateKernels(module, arena.memory), arena)
}
