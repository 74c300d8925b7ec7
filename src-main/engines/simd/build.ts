import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The builds of one source. Fused builds round a multiply-add once; their bits are equal to each other, not to the
 * plain one's.
 */
export const kernelBuilds = {
  'fused-256': { arithmetic: 'fused', panelWidth: 16, description: '6x16 tiles, 256-bit, relaxed SIMD' },
  'fused-128': { arithmetic: 'fused', panelWidth: 8, description: '6x8 tiles, 128-bit, relaxed SIMD' },
  plain: { arithmetic: 'plain', panelWidth: 8, description: '6x8 tiles, 128-bit, plain SIMD' },
} as const satisfies Record<string, { arithmetic: 'fused' | 'plain'; panelWidth: number; description: string }>

export type KernelBuild = keyof typeof kernelBuilds
export const kernelBuildNames = Object.keys(kernelBuilds) as KernelBuild[]

/**
 * Modules with one tile of a build: whole ones take some 25 ms to compile, and every trainer has to choose between two.
 */
const probed = ['fused-256', 'fused-128'] as const satisfies readonly KernelBuild[]
type Probe = `${(typeof probed)[number]}-probe`

/** The nearest folder above that holds Ascent's package.json: the same from the sources and from a bundle. */
function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    if (dirname(folder) === folder) throw new Error('The SIMD kernels have no home: no package.json above the engine.')
    folder = dirname(folder)
  }
  return folder
}
const sourceFolder = (): string => join(projectFolder(), 'src-main/engines/simd/assembly')
const kernelFolder = (): string => join(projectFolder(), 'out/kernels')

function readSources(): Map<string, string> {
  return new Map(
    readdirSync(sourceFolder())
      .toSorted()
      .map((name) => [name, readFileSync(join(sourceFolder(), name), 'utf8')]),
  )
}

const compilerOptions = (build: KernelBuild, entry = 'index.ts'): string[] => [
  entry,
  '--outFile',
  'out.wasm',
  // -O3 reorders the tiles' operations and halves their speed; -O0 hides them from V8's 256-bit fusion.
  '--optimizeLevel',
  '1',
  '--noAssert',
  '--runtime',
  'stub',
  '--importMemory',
  '--enable',
  kernelBuilds[build].arithmetic === 'fused' ? 'simd,relaxed-simd' : 'simd',
]

/** Decides whether compiled kernels still fit their sources: everything that goes into them. */
function sourceHash(sources: Map<string, string>): string {
  const hash = createHash('sha256')
  for (const [name, text] of sources) hash.update(`${name}\0${text}\0`)
  for (const build of kernelBuildNames)
    hash.update(`${compilerOptions(build).join(' ')} ${kernelBuilds[build].panelWidth}\0`)
  // The tiles are decided by what writes them: writing them at every start would take 10 MB.
  hash.update(readFileSync(join(sourceFolder(), '../tile-source.ts')))
  return hash.digest('hex').slice(0, 16)
}

async function compile(
  build: KernelBuild,
  sources: Map<string, string>,
  entry: 'index.ts' | 'probe.ts' = 'index.ts',
): Promise<Uint8Array> {
  const asc = await import('assemblyscript/dist/asc.js')
  const { probeSource, tileSource } = await import('./tile-source.ts')
  const files = new Map(sources)
  files.set('arithmetic.ts', sources.get(`arithmetic-${kernelBuilds[build].arithmetic}.ts`)!)
  files.set('tiles.ts', tileSource(kernelBuilds[build].panelWidth))
  files.set('probe.ts', probeSource(kernelBuilds[build].panelWidth))
  let output: Uint8Array | undefined
  const { error, stderr } = await asc.main(compilerOptions(build, entry), {
    readFile: (name) => files.get(name.replace(/^\.\//, '')) ?? null,
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) output = contents as Uint8Array
    },
    listFiles: () => [],
  })
  if (error || !output)
    throw new Error(`The SIMD kernels (${build}) don't compile: ${error?.message ?? ''}\n${stderr.toString()}`)
  return output
}

export type KernelFiles = Record<KernelBuild | Probe, string>

/**
 * Where the compiled kernels lie; compiles them first where they are missing or older than their sources (a few
 * seconds). Several processes may do so at once: each writes a folder of its own and moves it into place whole.
 */
export async function ensureKernels(
  progress: (line: string) => void = toStderr,
  kernels = kernelFolder(),
): Promise<KernelFiles> {
  if (!existsSync(sourceFolder())) return packagedKernels(kernels)
  const sources = readSources()
  const folder = join(kernels, sourceHash(sources))
  if (!existsSync(folder)) {
    const temporary = join(kernels, `.${randomUUID()}`)
    mkdirSync(temporary, { recursive: true })
    try {
      for (const [i, build] of kernelBuildNames.entries()) {
        progress(`Compiling the SIMD kernels: ${build} (${i + 1} of ${kernelBuildNames.length})`)
        writeFileSync(join(temporary, `${build}.wasm`), await compile(build, sources))
      }
      for (const build of probed)
        writeFileSync(join(temporary, `${build}-probe.wasm`), await compile(build, sources, 'probe.ts'))
      moveIntoPlace(temporary, folder)
      writeFileSync(join(kernels, 'current.txt'), sourceHash(sources))
    } finally {
      rmSync(temporary, { recursive: true, force: true })
    }
  }
  return filesIn(folder)
}

const toStderr = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

function moveIntoPlace(temporary: string, folder: string): void {
  try {
    renameSync(temporary, folder)
  } catch (error) {
    // Another process was first: its files are as good as ours.
    if (!existsSync(folder)) throw error
  }
}

/** A package has no sources: it carries what was compiled last. */
function packagedKernels(kernels: string): KernelFiles {
  const current = join(kernels, 'current.txt')
  if (!existsSync(current))
    throw new Error('The SIMD kernels are missing from this package: build it again with `npm run build`.')
  return filesIn(join(kernels, readFileSync(current, 'utf8').trim()))
}

function filesIn(folder: string): KernelFiles {
  const names = [...kernelBuildNames, ...probed.map((build) => `${build}-probe`)]
  return Object.fromEntries(names.map((name) => [name, join(folder, `${name}.wasm`)])) as KernelFiles
}
