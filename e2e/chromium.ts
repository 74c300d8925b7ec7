import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { cacheFolder } from '../src-main/engines/tfjs/native-install/cache-folder.ts'

/** A Chromium to drive, and what it needs to start. */
export interface TestBrowser {
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly origin: string
}

const require = createRequire(import.meta.url)

/** What every Chromium of the tests is started with: no switch that would weaken what Origin and CSP tests look at. */
const commonArgs = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : [])

/**
 * The Chromium for the end-to-end tests: on Linux x64 the one in @sparticuz/chromium's archives, unpacked once into the
 * user's cache folder under its version; elsewhere one of the machine's own. `ASCENT_TEST_CHROMIUM` names another. Only
 * the archives of that package are used: its executablePath() returns whatever lies at a fixed place in the temporary
 * folder, and its args switch web security off.
 */
export async function testChromium(report: (sentence: string) => void = () => {}): Promise<TestBrowser> {
  const named = process.env.ASCENT_TEST_CHROMIUM
  if (named) return { executable: named, args: commonArgs(), env: {}, origin: `${named}, as ASCENT_TEST_CHROMIUM says` }
  if (process.platform === 'linux' && process.arch === 'x64') return packagedChromium(report)
  const executable = ownChromium()
  if (executable === undefined) {
    throw new Error(
      `The end-to-end tests need a Chromium of this machine's own on ${process.platform} ${process.arch}, and ` +
        'none was found. ASCENT_TEST_CHROMIUM names one.',
    )
  }
  return { executable, args: commonArgs(), env: {}, origin: `${executable}, this machine's own` }
}

async function packagedChromium(report: (sentence: string) => void): Promise<TestBrowser> {
  const packageFolder = dirname(dirname(require.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const folder = join(cacheFolder(), `chromium-${version}-${process.platform}-${process.arch}`)
  if (!existsSync(folder)) await unpackChromium(join(packageFolder, 'bin'), folder, version, report)
  const libraries = join(folder, 'al2023', 'lib')
  return {
    executable: join(folder, 'chromium'),
    // swiftshader stands in for the graphics card that a server has not.
    args: [...commonArgs(), '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
    env: {
      LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
    origin: `@sparticuz/chromium ${version}, unpacked in ${folder}`,
  }
}

/** Into a working folder that becomes the real one by a rename: nobody ever starts half a browser. */
async function unpackChromium(
  archives: string,
  folder: string,
  version: string,
  report: (sentence: string) => void,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true })
  for (const name of readdirSync(dirname(folder))) {
    const pid = Number(/^chromium-working-(\d+)$/.exec(name)?.[1])
    if (Number.isInteger(pid) && !existsSync(`/proc/${pid}`))
      await rm(join(dirname(folder), name), { recursive: true, force: true })
  }
  const work = join(dirname(folder), `chromium-working-${process.pid}`)
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const requireFromPackage = createRequire(require.resolve('@sparticuz/chromium'))
  const tar = requireFromPackage('tar-fs') as { extract(folder: string): Writable }
  const steps: [archive: string, target: () => Writable][] = [
    ['chromium.br', () => createWriteStream(join(work, 'chromium'))],
    // ANGLE looks for its libraries beside the executable.
    ['swiftshader.tar.br', () => tar.extract(work)],
    ['al2023.tar.br', () => tar.extract(join(work, 'al2023'))],
    ['fonts.tar.br', () => tar.extract(join(work, 'fonts'))],
  ]
  try {
    for (const [index, [archive, target]] of steps.entries()) {
      report(`Unpacking Chromium ${version} for the tests (${index + 1} of ${steps.length}: ${archive})`)
      await pipeline(
        createReadStream(join(archives, archive), { highWaterMark: 1 << 20 }),
        createBrotliDecompress(),
        target(),
      )
    }
    await chmod(join(work, 'chromium'), 0o700)
    // The archive's own fonts.conf names places that only its cloud has.
    await writeFile(
      join(work, 'fonts', 'fonts.conf'),
      '<?xml ' +
        `version="1.0"?>\n<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>\n`,
    )
    await rename(work, folder)
  } catch (error) {
    // Another run of the tests may have been quicker: its folder is as good as ours.
    if (!existsSync(folder)) throw error
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

function ownChromium(): string | undefined {
  const places =
    process.platform === 'darwin'
      ? [
          '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
          '/Applications/Chromium.app/Contents/MacOS/Chromium',
        ]
      : process.platform === 'win32'
        ? [
            'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
            'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
          ]
        : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return places.find((place) =>
    place.includes('/') || place.includes('\\')
      ? existsSync(place)
      : spawnSync(place, ['--version'], { stdio: 'ignore' }).status === 0,
  )
}
