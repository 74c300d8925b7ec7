import { join } from 'node:path'
import { cacheFolder } from './cache-folder.ts'

/** What is fetched and how it is recognised. The hash pins one file for ever: a new version is a new line here. */
export const recipe = {
  tensorflowVersion: '2.21.0',
  tfjsNodeVersion: '4.22.0',
  distribution: 'tensorflow-cpu',
  wheel: 'tensorflow_cpu-2.21.0-cp312-cp312-manylinux_2_27_x86_64.whl',
  wheelBytes: 274_000_871,
  wheelSha256: 'dcc8afd32930e42d5296b6ee19078b773706830af4ea97fbe503b9f5e0f820cb',
  /** Platform, Python and ABI are named, so that any pip gets this one file. */
  pipTarget: [
    '--platform',
    'manylinux_2_27_x86_64',
    '--python-version',
    '3.12',
    '--implementation',
    'cp',
    '--abi',
    'cp312',
  ],
  libraries: ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'],
  /** The headers that the binding's two files reach, and their neighbours: 2,000 of the wheel's 13,000. */
  headerFolders: [
    'tensorflow/include/tensorflow/c/',
    'tensorflow/include/tensorflow/core/platform/',
    'tensorflow/include/tsl/',
    'tensorflow/include/xla/tsl/',
  ],
  napiVersion: 8,
} as const

export const bindingName = 'tfjs_binding.node'
export const manifestName = 'installed.json'

export const nativeFolder = (cache = cacheFolder()): string => join(cache, 'tensorflow-native')
/** Named by everything that decides its content, so that another version stands beside it instead of in its way. */
export const installedFolder = (cache = cacheFolder()): string =>
  join(
    nativeFolder(cache),
    `tensorflow-${recipe.tensorflowVersion}-tfjs-${recipe.tfjsNodeVersion}-${process.platform}-${process.arch}`,
  )
