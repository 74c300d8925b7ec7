import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'
import { fetchWheel, type Wheel } from './fetch-wheel.ts'
import { findNativeNeeds, type NativeNeeds } from './needs.ts'
import { bindingName, installedFolder, manifestName, nativeFolder, recipe } from './recipe.ts'
import { runProgram } from './run-program.ts'
import { exists, lastLine, StepFailed, type NativeInstallFailure, type NativeProgress, type Report } from './step.ts'
import { tensorflowNativeStatus, type InstalledManifest, type TensorflowNativeStatus } from './status.ts'
import { extractEntry, zipEntries } from './unzip.ts'

export type NativeInstallResult =
  | { readonly ok: true; readonly status: TensorflowNativeStatus & { installed: true } }
  | { readonly ok: false; readonly failure: NativeInstallFailure; readonly sentence: string }

export interface NativeInstallOptions {
  readonly cache?: string
  readonly onProgress?: (progress: NativeProgress) => void
  readonly signal?: AbortSignal
  readonly env?: NodeJS.ProcessEnv
  /** For tests: other pins than the real ones. */
  readonly wheel?: Wheel
}

/**
 * Sets up TensorFlow for @tensorflow/tfjs-node: its libraries out of the Python wheel, and the package's own binding
 * compiled against them. Everything happens in a working folder that becomes the installed one by a rename at the very
 * end, so nothing is ever half installed. A wheel that was checked is kept until then: after an interruption the next
 * call goes on from it. Two calls at once do not disturb each other.
 */
export async function installTensorflowNative(options: NativeInstallOptions = {}): Promise<NativeInstallResult> {
  const { cache = cacheFolder(), onProgress = () => {}, signal, env = process.env } = options
  const wheel = options.wheel ?? { name: recipe.wheel, bytes: recipe.wheelBytes, sha256: recipe.wheelSha256 }
  const report = (step: NativeProgress['step'], fraction: number, sentence: string): void =>
    onProgress({ step, fraction, sentence })
  const before = tensorflowNativeStatus(cache)
  if (before.installed) return { ok: true, status: before }
  report('looking', 0, 'Looking for Python and a C++ compiler')
  const needs = await findNativeNeeds(process.platform, process.arch, env)
  if ('missing' in needs) return { ok: false, failure: 'missing', sentence: needs.missing }
  const work = join(nativeFolder(cache), `working-${process.pid}`)
  try {
    await removeAbandoned(nativeFolder(cache))
    await mkdir(work, { recursive: true })
    const wheelPath = await fetchWheel(wheel, needs, nativeFolder(cache), work, env, report, signal)
    await unpack(wheelPath, join(work, 'content'), report, signal)
    await compile(needs, join(work, 'content'), report, signal)
    const version = await tryOut(needs, join(work, 'content'), report, signal)
    const manifest: InstalledManifest = {
      tensorflow: version,
      tfjsNode: recipe.tfjsNodeVersion,
      wheelSha256: wheel.sha256,
      node: process.versions.node,
    }
    await writeFile(join(work, 'content', manifestName), JSON.stringify(manifest, null, 2))
    await moveIntoPlace(join(work, 'content'), installedFolder(cache), cache)
    await rm(wheelPath, { force: true })
    report('done', 1, `TensorFlow ${version} is ready`)
  } catch (error) {
    if (signal?.aborted)
      return {
        ok: false,
        failure: 'cancelled',
        sentence: 'Setting up TensorFlow native was cancelled. What was downloaded whole is kept for the next try.',
      }
    if (error instanceof StepFailed) return { ok: false, failure: error.failure, sentence: error.message }
    throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const after = tensorflowNativeStatus(cache)
  return after.installed ? { ok: true, status: after } : { ok: false, failure: 'try', sentence: after.reason }
}

async function unpack(wheelPath: string, content: string, report: Report, signal?: AbortSignal): Promise<void> {
  const libraries = recipe.libraries.map((name) => `tensorflow/${name}`)
  const wanted = (await zipEntries(wheelPath)).filter(
    ({ name }) =>
      libraries.includes(name) ||
      (recipe.headerFolders.some((folder) => name.startsWith(folder)) && name.endsWith('.h') && !name.includes('..')),
  )
  const missing = libraries.filter((name) => !wanted.some((entry) => entry.name === name))
  if (missing.length > 0) throw new StepFailed('unpack', `The download does not contain ${missing.join(' and ')}.`)
  const total = wanted.reduce((sum, entry) => sum + entry.bytes, 0)
  let done = 0
  let reportedAt = -Infinity
  const count = (bytes: number): void => {
    done += bytes
    if (done - reportedAt < 2e7) return
    reportedAt = done
    report(
      'unpacking',
      0.53 + 0.2 * (done / total),
      `Unpacking TensorFlow's libraries: ${(done / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB`,
    )
  }
  for (const entry of wanted) {
    try {
      await extractEntry(wheelPath, entry, join(content, entry.name), count, signal)
    } catch (error) {
      if (signal?.aborted) throw error
      throw new StepFailed(
        'unpack',
        `${entry.name} could not be unpacked: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}

async function compile(needs: NativeNeeds, content: string, report: Report, signal?: AbortSignal): Promise<void> {
  report('compiling', 0.73, 'Compiling the binding (about 15 seconds)')
  const result = await runProgram(
    needs.compiler,
    [
      '-shared',
      '-fPIC',
      '-O2',
      '-std=c++17',
      `-DNAPI_VERSION=${recipe.napiVersion}`,
      '-I',
      join(content, 'tensorflow', 'include'),
      '-I',
      needs.nodeHeaders,
      join(needs.bindingSources, 'tfjs_backend.cc'),
      join(needs.bindingSources, 'tfjs_binding.cc'),
      ...recipe.libraries.map((name) => join(content, 'tensorflow', name)),
      '-Wl,-rpath,$ORIGIN/tensorflow',
      '-o',
      join(content, bindingName),
    ],
    { signal },
  )
  signal?.throwIfAborted()
  if (result.exitCode !== 0)
    throw new StepFailed('compile', `${needs.compiler} could not compile the binding: ${lastLine(result.output)}`)
  // Only the compiler needed them.
  await rm(join(content, 'tensorflow', 'include'), { recursive: true, force: true })
}

/** Multiplies two matrices in a process of its own: a library that crashes takes only that one with it. */
async function tryOut(needs: NativeNeeds, content: string, report: Report, signal?: AbortSignal): Promise<string> {
  report('trying', 0.93, 'Trying it out')
  // The source where there is one, else the bundle beside this bundle.
  const source = join(import.meta.dirname, 'try-out.ts')
  const entry = (await exists(source)) ? source : join(import.meta.dirname, 'try-out.js')
  const result = await runProgram(needs.node, ['--no-warnings', entry, join(content, bindingName)], { signal })
  signal?.throwIfAborted()
  const version = /^tensorflow (\S+)$/m.exec(result.output)?.[1]
  if (result.exitCode !== 0 || version === undefined)
    throw new StepFailed('try', `TensorFlow was built but does not run here: ${lastLine(result.output)}`)
  return version
}

async function moveIntoPlace(content: string, target: string, cache: string): Promise<void> {
  // Another process may have been quicker: its result is as good as ours. What lies there damaged goes first.
  if (tensorflowNativeStatus(cache).installed) return
  await rm(target, { recursive: true, force: true })
  try {
    await rename(content, target)
  } catch (error) {
    if (!tensorflowNativeStatus(cache).installed) throw error
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  if (!(await exists(folder))) return
  for (const name of await readdir(folder)) {
    const pid = Number(/^working-(\d+)$/.exec(name)?.[1])
    if (Number.isInteger(pid) && !isAlive(pid)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
