import { readFile } from 'node:fs/promises'
import { nothingForAxe } from './axe.ts'
import { expect, goTo, line, queueSpec, test, untilTheQueueIsEmpty } from './in-the-app.ts'

const network = { hidden: [16] }
const spec = {
  name: 'CartPole, a moment',
  environment: { id: 'CartPole-v1' },
  seeds: [1],
  budget: { envSteps: 6_000 },
  evaluation: null,
  variants: [
    {
      name: 'Actor-critic',
      collection: { stepsPerCopy: 128 },
      policy: { kind: 'neural-softmax', ...network },
      estimator: { kind: 'advantage', method: 'gae' },
      critic: { network: { kind: 'neural', ...network }, fit: { kind: 'with-policy' } },
      update: { kind: 'clip', learningRate: 1e-3, epochs: 2, minibatches: 2 },
    },
  ],
}

test('an episode of a checkpoint: replay, seed, surface, many episodes', async ({ app }) => {
  test.setTimeout(240_000)
  const { page } = app
  await queueSpec(page, spec)
  await untilTheQueueIsEmpty(page)
  await goTo(page, 'History')
  await line(page, spec.name).focus()
  await page.keyboard.press('i')
  const replay = page.getByRole('slider', { name: 'Step of the episode' })
  await expect(replay).toHaveAttribute('aria-valuetext', /^step 0 of \d+; probability of right /)

  // It plays, by button and by key, and goes to a step by pointer and by keys.
  await page.getByRole('button', { name: 'Play the episode' }).click()
  await expect(replay).not.toHaveAttribute('aria-valuenow', '0')
  const steps = Number(await replay.getAttribute('aria-valuemax'))
  const box = (await replay.boundingBox())!
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
  await expect(page.getByRole('button', { name: 'Play the episode' })).toBeVisible()
  expect(Math.abs(Number(await replay.getAttribute('aria-valuenow')) - steps / 2)).toBeLessThanOrEqual(1 + steps / 50)
  await replay.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await expect(replay).toHaveAttribute('aria-valuenow', '1')
  await page.getByRole('button', { name: 'One step on' }).click()
  await expect(replay).toHaveAttribute('aria-valuenow', '2')
  await expect(page.getByRole('region', { name: 'World' })).toContainText(`step 2 of ${steps}`)

  // A seed decides the episode: the same again is the same.
  const said = await replay.getAttribute('aria-valuetext')
  await page.getByRole('button', { name: 'Another' }).click()
  await expect(page).toHaveURL(/seed=\d+/)
  await expect(replay).not.toHaveAttribute('aria-valuetext', said!)
  const seed = page.getByRole('textbox', { name: 'Seed of the episode' })
  await seed.fill('1')
  await seed.press('Enter')
  await expect(replay).toHaveAttribute('aria-valuemax', String(steps))
  await replay.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(replay).toHaveAttribute('aria-valuetext', said!)

  // The surface: a probability at a place, then the critic's V, over other axes and held numbers that are typed.
  const surface = page.getByRole('application', { name: /^Policy surface/ })
  const panel = page.getByRole('region', { name: 'Policy surface' })
  await surface.focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByRole('status')).toContainText(/^0\.\d+ at angle /)
  await panel.getByRole('combobox', { name: 'Colour' }).selectOption('V(s), the critic’s')
  await panel.getByRole('combobox', { name: 'Across' }).selectOption('position')
  await panel.getByRole('switch', { name: 'follow the replay' }).click()
  await panel.getByRole('textbox', { name: 'Held angle', exact: true }).fill('0.1')
  await panel.getByRole('textbox', { name: 'Held angle', exact: true }).press('Enter')
  await surface.focus()
  await page.keyboard.press('ArrowUp')
  await expect(panel.getByRole('status')).toContainText(/ at position /)
  await nothingForAxe(page, 'Inspect of CartPole')

  // Many episodes, and the best of them.
  await page.getByRole('button', { name: '200 episodes' }).click()
  await expect(page.getByText(/^Mean return .* 95 % interval .* reached the time limit/)).toBeVisible()
  const best = page.getByRole('button', { name: /^Best: / })
  const [, bestReturn, bestSeed] = /^Best: ([\d.]+), seed (\d+)$/.exec((await best.textContent())!)!
  await best.click()
  await expect(seed).toHaveValue(bestSeed!)
  await expect(replay).toHaveAttribute('aria-valuemax', bestReturn!)

  // Its numbers: a row for each state.
  await page.getByRole('button', { name: 'Export' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Numbers as CSV' }).click(),
  ])
  const rows = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(rows[0]).toMatch(/^step,position,velocity,angle,/)
  expect(rows).toHaveLength(Number(bestReturn) + 2)
})
