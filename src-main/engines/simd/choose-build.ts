import { kernelBuilds } from './build.ts'
import type { KernelBuild, KernelFiles } from './build.ts'
import { buildEngine } from './build-engine.ts'
import { compileKernels, instantiateKernels } from './kernels.ts'
import type { Kernels } from './kernels.ts'
import { knownAnswer, knownAnswerBytes, knownAnswers } from './known-answer.ts'
import { createArena } from './memory.ts'

export interface ChosenBuild {
  build: KernelBuild
  module: WebAssembly.Module
  /** Why this one, in a sentence for `doctor` and the run's page. */
  reason: string
}

/** Whether a build gives the bits it must on this machine: its kernels' answer against the stored one. */
function givesKnownAnswer(build: KernelBuild, module: WebAssembly.Module): boolean {
  const arena = createArena(knownAnswerBytes)
  const kernels = instantiateKernels(module, arena.memory)
  return knownAnswer(buildEngine(build, kernels, arena)) === knownAnswers[kernelBuilds[build].arithmetic]
}

/** The build asked for, or an Error that says why this machine can't run it. */
export function requireBuild(files: KernelFiles, build: KernelBuild, fusion: boolean): ChosenBuild {
  const module = compileKernels(files[build], fusion)
  if (!module) throw new Error(`This runtime can't run the ${build} kernels: it lacks their WebAssembly instructions.`)
  if (!givesKnownAnswer(build, module)) {
    throw new Error(
      `The ${build} kernels give other bits on this machine than they should, so they are not used: take the plain build.`,
    )
  }
  return { build, module, reason: 'asked for' }
}

/**
 * The fastest build whose bits are right. The two fused builds give equal bits, so a probe of 2 ms each may choose
 * between them; nothing else tells whether V8 fused to 256 bits. Where they can't run or their bits differ, the plain
 * one serves.
 */
export function chooseBuild(files: KernelFiles, fusion: boolean): ChosenBuild {
  const wide = compileKernels(files['fused-256-probe'], fusion)
  const narrow = compileKernels(files['fused-128-probe'], fusion)
  if (!wide || !narrow) return { ...requireBuild(files, 'plain', fusion), reason: 'this runtime has no relaxed SIMD' }
  const ratio = probe('fused-128', narrow) / probe('fused-256', wide)
  const [build, reason] =
    ratio > 1
      ? (['fused-256', `its tiles ran ${ratio.toFixed(1)} times as fast here as the 128-bit build's`] as const)
      : (['fused-128', `its tiles ran ${(1 / ratio).toFixed(1)} times as fast here as the 256-bit build's`] as const)
  const module = compileKernels(files[build], fusion)
  if (!module || !givesKnownAnswer(build, module)) {
    return {
      ...requireBuild(files, 'plain', fusion),
      reason: 'this CPU rounds multiply-adds otherwise than the fused builds need',
    }
  }
  return { build, module, reason }
}

const probeMs = 2
/**
 * However the clock runs: on a busy machine 2 ms may pass while another program has the core, and one look would be
 * chance.
 */
const leastLooks = 40

/**
 * The shortest time seen in 2 ms, or in 40 looks, for one 60 x 64 x 64 product, in ms. Choosing is all it's for: the
 * bits don't depend on it.
 */
function probe(build: KernelBuild, module: WebAssembly.Module): number {
  const arena = createArena(200_000)
  const { multiplyIdentity } = new WebAssembly.Instance(module, { env: { memory: arena.memory, abort: () => {} } })
    .exports as unknown as Pick<Kernels, 'multiplyIdentity'>
  const [rows, width, stride] = [60, 64, 320]
  const block = (): number => arena.address(arena.floats((rows + 4) * 80).fill(0.01))
  const [a, b, c, zeros] = [block(), block(), block(), block()] as [number, number, number, number]
  const panelStride = kernelBuilds[build].panelWidth * 4
  let best = Number.POSITIVE_INFINITY
  const end = performance.now() + probeMs
  for (let looks = 0, now = performance.now(); looks < leastLooks || now < end; looks++) {
    for (let i = 0; i < 8; i++)
      multiplyIdentity(a, stride, b, width * 4, panelStride, zeros, 0, c, stride, 0, rows, width, width)
    const after = performance.now()
    best = Math.min(best, (after - now) / 8)
    now = after
  }
  return best
}
