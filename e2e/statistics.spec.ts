import { expect, gridSpec, queueSpec, test, untilTheQueueIsEmpty, whileItTrains } from './in-the-app.ts'

test('figures of each variant, against a pinned baseline, and whether the seeds are enough', async ({
  app: { page },
}) => {
  await queueSpec(page, gridSpec({ name: 'counted', seeds: [1, 2, 3] }))
  await untilTheQueueIsEmpty(page)
  await page.getByRole('button', { name: 'Compare the newest experiment' }).click()
  const panel = page.getByRole('region', { name: 'Statistics', exact: true })
  const results = page.getByRole('region', { name: 'Final and best values' })
  await expect(results.getByText('3 finished').first()).toBeVisible(whileItTrains)
  await expect(panel).toContainText('Mean over 3 seeds with its 95 % t-interval.')
  await expect(results.getByRole('columnheader')).toHaveText([
    /Variant/,
    'N',
    /^Final/,
    /flattered by noise/,
    /Area/,
    'Seeds',
  ])

  // A threshold that nothing reaches, and one that everything does.
  await panel.getByRole('textbox', { name: 'Threshold for steps' }).fill('1e6')
  await page.keyboard.press('Enter')
  await expect(results.getByText('beyond the budget')).toHaveCount(2)
  await expect(results.getByText('3 never reached it')).toHaveCount(2)
  await expect(page).toHaveURL(/reach=1000000/)
  await panel.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitem', { name: 'Hide the column Area under the curve' }).click()
  await page.keyboard.press('Escape')
  await expect(results.getByRole('columnheader', { name: 'Area' })).toHaveCount(0)

  // By the keyboard, as everything.
  await results.getByRole('button', { name: 'Pin Total return as the baseline' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/baseline=/)
  await panel.getByRole('radio', { name: 'Results' }).focus()
  await page.keyboard.press('ArrowRight')
  const against = page.getByRole('region', { name: 'Against the baseline' })
  await expect(against.getByRole('row', { name: /Reward-to-go/ })).toContainText(
    /[01]\.\d\d \[[01]\.\d\d, [01]\.\d\d\]/,
  )
  await expect(against.getByRole('row', { name: /Total return/ })).toContainText('the baseline')
  await expect(panel).toContainText('Holm')

  await page.keyboard.press('ArrowRight')
  const enough = page.getByRole('region', { name: 'Are these enough seeds?' })
  await expect(enough).toContainText('3 + 3 seeds')
  await expect(enough).toContainText('Paired by seed (3 pairs)')
  await expect(enough).toContainText('From ten finished seeds on (3 now)')

  await page.keyboard.press('ArrowRight')
  await expect(panel.getByText(/share of 3 runs strictly above each of 101 thresholds/)).toBeVisible()
  await expect(page.getByRole('list', { name: 'Profiles' }).getByRole('listitem')).toHaveCount(2)

  await page.keyboard.press('ArrowLeft')
  const more = enough.getByRole('button', { name: /^Queue \d+ more runs?$/ })
  const wanted = Number(/\d+/.exec((await more.textContent())!)![0])
  await more.click()
  await expect(page.getByText(`${wanted} runs queued.`)).toBeVisible()
})

test('several environments are put together between their anchors', async ({ app: { page } }) => {
  const sweep = { dimensions: [{ path: 'environment.slip', values: [0, 0.3] }] }
  const spec = gridSpec({ name: 'slippery', budget: { envSteps: 3_000 } })
  await queueSpec(page, { ...spec, sweep })
  await untilTheQueueIsEmpty(page)
  await page.getByRole('button', { name: 'Compare the newest experiment' }).click()
  const panel = page.getByRole('region', { name: 'Statistics', exact: true })
  await expect(panel.getByText('2 finished')).toHaveCount(4, whileItTrains)
  await panel.getByRole('button', { name: /^Pin Total return, slip 0 as/ }).click()
  await panel.getByRole('radio', { name: 'All environments' }).click()
  const together = panel.getByRole('button', { name: 'Put the environments together' })
  await expect(together).toBeDisabled()
  for (const world of ['gridworld, slip 0', 'gridworld, slip 0.3'])
    await panel.getByRole('button', { name: `Measure random actions in ${world}`, exact: true }).click()
  await expect(panel.getByText('random actions and optimum, solved exactly')).toHaveCount(2)
  await together.click()
  await expect(page).toHaveURL(/anchors=/)
  const rows = panel.getByRole('row')
  await expect(rows).toHaveText([/Algorithm/, /Total return.*2, 2/, /Reward-to-go.*2, 2.*\[/])
  await expect(panel).toContainText('Final values over 2 environments, normalised')
  await panel.getByRole('radio', { name: 'Parameters' }).click()
  await panel.getByRole('combobox', { name: 'Parameter', exact: true }).selectOption('slip')
  await expect(page.getByRole('list', { name: 'Lines' }).getByRole('listitem')).toHaveText([
    /Total return/,
    /Reward-to-go/,
  ])
  await expect(panel).toContainText('whiskers are the 95 % t-interval')
  await panel.getByRole('radio', { name: 'Table' }).click()
  const values = page.getByRole('region', { name: 'Values by parameters' }).getByRole('row')
  await expect(values).toHaveCount(5)
  await expect(values.filter({ hasText: 'Reward-to-go, slip 0.3' })).toContainText('0.3')
  // Against the baseline, which has no slip.
  const differences = page.getByRole('region', { name: 'What differs' })
  await expect(differences.getByRole('img', { name: 'the baseline’s' })).toHaveCount(2)
  await panel.getByRole('radio', { name: 'All environments' }).click()
  // What is known of a world stays known.
  await panel.getByRole('button', { name: 'Don’t put them together' }).click()
  await expect(together).toBeEnabled()
  // Also for a window that opens later: the app keeps it, with the settings.
  await page.reload()
  await expect(panel.getByRole('radio', { name: 'Results' })).toBeVisible()
  await page.keyboard.press('s')
  await expect(panel.getByRole('radio', { name: 'Results' })).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder(/Search/).fill('statistics all environments')
  await page.keyboard.press('Enter')
  await expect(panel.getByRole('radio', { name: 'All environments' })).toBeChecked()
  await expect(together).toBeEnabled()
})
