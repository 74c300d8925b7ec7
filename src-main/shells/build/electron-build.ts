import { resolveConfig } from 'electron-vite'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { hashOf, stampOf } from './ensure-built.ts'
import { projectRoot } from './project-root.ts'

/** Builds what Electron loads: the main process with what it starts (trainer, reader thread), and the preload. */
export async function buildElectronBundles(report: (sentence: string) => void): Promise<void> {
  report("Building Electron's side")
  const hash = hashOf('electron')
  const { config } = await resolveConfig(
    { root: projectRoot, configFile: join(projectRoot, 'electron.vite.config.ts'), logLevel: 'error' },
    'build',
    'production',
  )
  for (const part of ['main', 'preload'] as const) {
    const partConfig = config?.[part]
    if (partConfig === undefined) throw new Error(`electron.vite.config.ts says nothing of ${part}.`)
    await build(partConfig)
  }
  await writeFile(stampOf('electron'), hash)
}
