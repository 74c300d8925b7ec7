import type * as electron from 'electron'

/**
 * What the shell is given: main.ts imports the real one, tests a recording stand-in. Loading `electron` under plain
 * Node would start a download.
 */
export type ElectronModule = Pick<
  typeof electron,
  'app' | 'BrowserWindow' | 'dialog' | 'ipcMain' | 'Menu' | 'protocol' | 'session' | 'utilityProcess'
>
