import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'
import { rendererConfig } from '../../../electron.vite.config.ts'
import { hashOf, isBuilt } from './ensure-built.ts'
import { projectRoot, rendererFolder } from './project-root.ts'

/**
 * Builds the page beside the old one, which it then replaces by a rename: a start at the same time never finds half of
 * it.
 */
export async function buildRenderer(report: (sentence: string) => void): Promise<void> {
  report("Building Ascent's page")
  const hash = hashOf('renderer')
  const fresh = join(projectRoot, 'out', `renderer-new-${process.pid}`)
  const old = join(projectRoot, 'out', `renderer-old-${process.pid}`)
  try {
    await build({
      ...rendererConfig,
      configFile: false,
      logLevel: 'error',
      plugins: [...(rendererConfig.plugins ?? []), countModules(report)],
      build: { ...rendererConfig.build, outDir: fresh },
    })
    await writeFile(join(fresh, '.inputs-hash'), hash)
    await mkdir(join(projectRoot, 'out'), { recursive: true })
    if (existsSync(rendererFolder)) await rename(rendererFolder, old)
    await rename(fresh, rendererFolder)
  } catch (error) {
    // Another start may have built the same meanwhile: its result is as good as ours.
    if (!isBuilt('renderer', hash)) throw error
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
}

function countModules(report: (sentence: string) => void): Plugin {
  let count = 0
  let reportedAtMs = 0
  return {
    name: 'ascent-progress',
    transform() {
      count++
      if (performance.now() - reportedAtMs < 200) return null
      reportedAtMs = performance.now()
      report(`Building Ascent's page: ${count} modules`)
      return null
    },
    renderStart: () => report("Building Ascent's page: writing"),
  }
}
