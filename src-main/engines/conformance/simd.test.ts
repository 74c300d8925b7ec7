import { createSimdEngine } from '../simd/engine.ts'
import { ensureKernels, kernelBuildNames } from '../simd/build.ts'
import { compileKernels } from '../simd/kernels.ts'
import { conformance } from './conformance.ts'

// Every build that this machine's runtime accepts.
const files = await ensureKernels()
for (const build of kernelBuildNames) {
  if (compileKernels(files[build])) conformance(`simd, ${build}`, () => createSimdEngine({ build }))
}
