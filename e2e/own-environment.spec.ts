import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { shell } from './app-test.ts'
import { expect, goTo, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('an environment of one’s own: from a template, checked, mended and trained on', async ({ app, home }) => {
  test.setTimeout(300_000)
  const { page } = app
  await goTo(page, 'Design')
  await page.getByRole('combobox', { name: 'World' }).selectOption('module')
  const world = page.getByRole('region', { name: 'World' })
  const file = world.getByRole('textbox', { name: 'file' })
  const check = () => world.getByRole('button', { name: 'Check', exact: true }).click()
  const allowAndCheck = async () => {
    await check()
    await world.getByRole('button', { name: 'Allow and check' }).click(whileItTrains)
  }
  const path = join(home, 'environments', 'my-world.mjs')

  await test.step('a template is written where nothing is, and named', async () => {
    await expect(world.getByText('Its inputs and actions are read when a run starts.')).toBeVisible()
    await world.getByRole('button', { name: 'Start from a template' }).click()
    const place = world.getByRole('textbox', { name: 'Write it to' })
    await expect(place).toHaveValue(path)
    await place.press('Enter')
    await expect(file).toHaveValue(path)
    expect(readFileSync(path, 'utf8')).toContain('export default function')
    // The end of a long path is in sight while it is not being edited, and all of it while it is.
    await expect(file).toHaveAttribute('title', path)
    expect(await file.evaluate((input: HTMLInputElement) => input.scrollLeft > 0)).toBe(true)
    await file.focus()
    await expect(world.getByText(path, { exact: true })).toBeVisible()
    await world.getByRole('button', { name: 'Start from a template' }).click()
    // The next free name comes from the host, into a field that is still empty.
    await expect(place).toHaveValue(/my-world-2\.mjs$/)
    await place.fill(path)
    await place.press('Enter')
    await expect(world.getByText('is there already, and stays as it is')).toBeVisible()
    await place.press('Escape')
    await expect(place).toBeHidden()
    await expect(world.getByRole('button', { name: 'Start from a template' })).toBeFocused()
  })

  await test.step('it is checked after the question, and tells its inputs and actions', async () => {
    // What a field explains while it has the focus goes away under the click: the button must not go with it.
    await world.getByRole('textbox', { name: 'parameters' }).focus()
    await allowAndCheck()
    await expect(world.getByText('It conforms: 2 numbers in, 2 actions, episodes cut after 200 steps.')).toBeVisible(
      whileItTrains,
    )
  })

  const template = readFileSync(path, 'utf8')
  await test.step('what was chosen beside it and doesn’t fit what was found is told', async () => {
    const torque = "{ kind: 'continuous', size: 1, low: [-1], high: [1] }"
    writeFileSync(path, template.replace("{ kind: 'discrete', actions: 2 }", torque))
    await allowAndCheck()
    const misfits = world.getByRole('list', { name: 'What doesn’t fit this world' })
    await expect(misfits).toContainText('this world has continuous actions; pick a Gaussian policy', whileItTrains)
    writeFileSync(path, template)
    await allowAndCheck()
    await expect(world.getByText('It conforms: 2 numbers in, 2 actions')).toBeVisible(whileItTrains)
    await expect(misfits).toHaveCount(0)
  })

  await test.step('what it imports belongs to the question; what is wrong is told', async () => {
    writeFileSync(join(home, 'environments', 'reward.mjs'), 'export const gust = "three"\n')
    writeFileSync(path, `import { gust } from './reward.mjs'\n${template.replace('? -3', '? gust')}`)
    await check()
    await expect(world.getByText('with the file reward.mjs')).toBeVisible(whileItTrains)
    await expect(world.getByText('can’t be known beforehand and is not covered')).toBeVisible()
    await world.getByRole('button', { name: 'Allow and check' }).click()
    await expect(world.getByText('step returned the reward three: it must be a finite number.')).toBeVisible(
      whileItTrains,
    )
    writeFileSync(path, template.replace('reset:', 'reset'))
    await allowAndCheck()
    await expect(world.getByText(/can't be loaded: /)).toBeVisible(whileItTrains)
    await expect(world.getByText(/my-world\.mjs:\d+/)).toBeVisible()
  })

  await test.step('mended, it is found by browsing, with the keyboard alone', async () => {
    writeFileSync(path, `import { gust } from './reward.mjs'\n${template.replace('? -3', '? gust')}`)
    writeFileSync(join(home, 'environments', 'reward.mjs'), 'export const gust = -3\n')
    // In Electron the system's own dialog is asked.
    if (shell === 'electron') return
    await file.fill(join(home, 'environments', 'none.mjs'))
    await world.getByRole('button', { name: 'Browse' }).press('Enter')
    await expect(world.getByRole('button', { name: 'Folder above' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(world.getByRole('button', { name: basename(path) })).toBeFocused()
    await page.keyboard.press('Backspace')
    await expect(world.getByRole('button', { name: 'environments' })).toBeVisible()
    await world.getByRole('button', { name: 'environments' }).press('Enter')
    await world.getByRole('button', { name: basename(path) }).press('Enter')
    await expect(file).toHaveValue(path)
    await expect(world.getByRole('button', { name: 'Browse' })).toBeFocused()
  })

  await test.step('allowed once, it is checked and queued; the run keeps what it loaded', async () => {
    await page.getByRole('button', { name: /^Queue \d+ runs?/ }).click()
    await expect(page.getByText('with the file reward.mjs')).toBeVisible(whileItTrains)
    await page.getByRole('button', { name: 'Not now' }).click()
    await allowAndCheck()
    await expect(world.getByText(/^It conforms: 2 numbers in/)).toBeVisible(whileItTrains)
    await page.getByRole('combobox', { name: 'budget in' }).selectOption('updates')
    await page.getByRole('textbox', { name: 'budget', exact: true }).fill('2')
    await page.keyboard.press('Control+Enter')
    await expect(page).toHaveURL(/#\/queue/, whileItTrains)
    await untilTheQueueIsEmpty(page)
  })
})
