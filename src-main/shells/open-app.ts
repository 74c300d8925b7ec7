import {
  createApp,
  type App,
  type AppPorts,
  type DoctorLine,
  type Printer,
  type ProcessLauncher,
  type StorageError,
} from '../app.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { defaultDatabasePath, ensureDataFolder } from './data-folder.ts'
import { acquireLock, describeOwner, lockPathOf, waitForLock, type Lock } from './lock-file.ts'

export interface OpenAppPorts {
  readonly shell: 'electron' | 'browser'
  /** The folder with package.json and resources/. */
  readonly root: string
  readonly launcher: ProcessLauncher
  doctor(): Promise<DoctorLine[]>
  readonly databasePath?: string
  /** The system's file dialog, where the shell has one. */
  pickModule?(near: string): Promise<string | null>
  readonly printer: Printer
  /** Called once this process owns the database: at once, or when another owner has ended. */
  onOwned?(lock: Lock): void
  /** For people, on stderr or in a dialog. */
  say(text: string): void
}

export interface OpenedApp {
  readonly app: App
  close(running?: 'pause' | 'cancel'): Promise<void>
}

/** The app over this user's database: for writing when nobody else has it, else for reading until the owner ends. */
export function openApp(ports: OpenAppPorts): { ok: true; value: OpenedApp } | { ok: false; error: StorageError } {
  const databasePath = ports.databasePath ?? defaultDatabasePath(ensureDataFolder())
  const lockPath = lockPathOf(databasePath)
  const taken = acquireLock(lockPath, ports.shell)
  let lock = taken.ok ? taken.lock : undefined
  const appPorts: AppPorts = {
    databasePath,
    shell: ports.shell,
    version: versionOf(ports.root),
    launcher: ports.launcher,
    presetsFolder: join(ports.root, 'resources', 'presets'),
    readOnly: taken.ok
      ? null
      : `${describeOwner(taken.owner)} is writing to this database. Ascent takes over when that ends.`,
    doctor: ports.doctor,
    printer: ports.printer,
    ...(ports.pickModule === undefined ? {} : { pickModule: ports.pickModule }),
  }
  const created = createApp(appPorts)
  if (!created.ok) {
    lock?.release()
    return created
  }
  const app = created.value
  let stopWaiting = (): void => {}
  if (lock !== undefined) ports.onOwned?.(lock)
  else {
    stopWaiting = waitForLock(lockPath, ports.shell, (acquired) => {
      const over = app.takeOver()
      if (!over.ok) {
        acquired.release()
        ports.say(`Ascent could not take over the database: ${over.error.reason}`)
        return
      }
      lock = acquired
      ports.onOwned?.(acquired)
    })
  }
  return {
    ok: true,
    value: {
      app,
      async close(running) {
        stopWaiting()
        await app.close(running)
        lock?.release()
      },
    },
  }
}

export function versionOf(root: string): string {
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).version
}
