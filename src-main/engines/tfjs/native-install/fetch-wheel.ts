import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { NativeNeeds } from './needs.ts'
import { recipe } from './recipe.ts'
import { runProgram } from './run-program.ts'
import { exists, lastLine, StepFailed } from './step.ts'
import type { Report } from './step.ts'

export interface Wheel {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * TensorFlow's wheel by pip, into `folder`, once its hash is checked; one that an earlier try left there is taken.
 * Returns its path.
 */
export async function fetchWheel(
  wheel: Wheel,
  needs: NativeNeeds,
  folder: string,
  work: string,
  env: NodeJS.ProcessEnv,
  report: Report,
  signal?: AbortSignal,
): Promise<string> {
  const kept = join(folder, wheel.name)
  if (await exists(kept)) {
    report('checking', 0.5, 'Checking the libraries that an earlier try downloaded')
    if ((await sha256Of(kept)) === wheel.sha256) return kept
    await rm(kept)
  }
  const downloads = join(work, 'download')
  const temporary = join(work, 'tmp')
  await mkdir(downloads, { recursive: true })
  await mkdir(temporary, { recursive: true })
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)
  report('downloading', 0.01, `Downloading TensorFlow's libraries (${megabytes(wheel.bytes)} MB)`)
  // pip writes into its temporary folder first: what has grown there is how far it is, for every version of pip.
  let asking = false
  const timer = setInterval(() => {
    if (asking) return
    asking = true
    folderBytes(work).then(
      (bytes) => {
        asking = false
        const share = Math.min(1, bytes / wheel.bytes)
        report(
          'downloading',
          0.01 + 0.49 * share,
          `Downloading TensorFlow's libraries: ${megabytes(Math.min(bytes, wheel.bytes))} of ${megabytes(wheel.bytes)} MB`,
        )
      },
      () => {
        asking = false // A file that pip moved while it was being measured: the next look finds it.
      },
    )
  }, 500)
  const [pip, ...pipArgs] = needs.pip
  const result = await runProgram(
    pip!,
    [
      ...pipArgs,
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--no-cache-dir',
      '--disable-pip-version-check',
      '--progress-bar',
      'off',
      ...recipe.pipTarget,
      '--dest',
      downloads,
      `${recipe.distribution}==${recipe.tensorflowVersion}`,
    ],
    { env: { ...env, TMPDIR: temporary }, signal },
  ).finally(() => clearInterval(timer))
  signal?.throwIfAborted()
  const downloaded = join(downloads, wheel.name)
  if (result.exitCode !== 0 || !(await exists(downloaded))) {
    throw new StepFailed(
      'download',
      `pip could not download ${recipe.distribution} ${recipe.tensorflowVersion}: ${lastLine(result.output)}`,
    )
  }
  report('checking', 0.5, 'Checking what was downloaded')
  const sha256 = await sha256Of(downloaded)
  if (sha256 !== wheel.sha256) {
    throw new StepFailed(
      'wrong-hash',
      `${basename(downloaded)} is not the file that was expected (its SHA-256 is ${sha256}), so it was thrown ` +
        'away. The package index that pip uses may be altered.',
    )
  }
  await rename(downloaded, kept)
  return kept
}

async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true })
  const sizes = await Promise.all(names.map(async (name) => stat(join(folder, name))))
  return sizes.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0)
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
