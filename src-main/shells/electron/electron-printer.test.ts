import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { electronPrinter } from './electron-printer.ts'
import { electronStandIn, StandInContents } from './stand-in.ts'

it('prints a picture from a file on paper of its size, in a hidden window that is gone afterwards', async () => {
  const { electron, windows } = electronStandIn()
  let printed = ''
  StandInContents.prototype.printToPDF = async function () {
    printed = readFileSync(windows[0]!.loaded[0]!, 'utf8')
    return Buffer.from('%PDF')
  }
  const pdf = await electronPrinter(electron).print('<svg></svg>', { kind: 'pdf', widthPx: 640, heightPx: 400 })
  expect(Buffer.from(pdf).toString()).toBe('%PDF')
  expect(printed).toContain('@page{size:640px 400px;margin:0}')
  expect(printed).toContain('<svg></svg>')
  expect(windows[0]!.options).toMatchObject({ show: false, webPreferences: { sandbox: true, nodeIntegration: false } })
  expect([windows[0]!.shown, windows[0]!.closed, existsSync(windows[0]!.loaded[0]!)]).toEqual([false, true, false])
})
