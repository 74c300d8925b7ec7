import type { BrowserWindow } from 'electron'
import type { ElectronModule } from './electron-module.ts'

export type ClosingAnswer = 'stay' | 'go-on' | 'end'

/** Asks what becomes of running work, in words that say what each button does. */
export async function askBeforeClosing(
  dialog: ElectronModule['dialog'],
  window: BrowserWindow,
  running: number,
  labs: number,
): Promise<ClosingAnswer> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    title: 'Ascent',
    message: messageOf(running, labs),
    detail:
      'They can continue without a window; starting Ascent again shows them. Ending Ascent pauses runs: they ' +
      `continue at the next start.${labs === 0 ? '' : ' A lab is interrupted, and can be measured again.'}`,
    buttons: ['Let them go on', 'End them', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  })
  return (['go-on', 'end', 'stay'] as const)[response] ?? 'stay'
}

function messageOf(running: number, labs: number): string {
  const measuring = labs === 1 ? 'One lab is still measuring.' : `${labs} labs are still measuring.`
  if (running === 0) return measuring
  const training =
    running === 1 ? 'One run is still training or waiting.' : `${running} runs are still training or waiting.`
  return labs === 0 ? training : `${training} ${measuring}`
}
