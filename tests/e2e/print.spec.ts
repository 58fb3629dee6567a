import { expect, test } from './journey'
import { openChannel, runningMonth, somebody } from './people'

test('A monthly report is printed black on white, without anything to press or a way to go', async ({
  page,
}) => {
  await openChannel(page, somebody('밤비노래방'))
  await page.request.post('/donations/manual', { data: { amount: 12_000 } })
  await page.goto(`/dashboard/settlement/reports/${runningMonth()}`)
  const gone = ['header', 'footer', 'nav', '.button', 'a.link-small', '[data-screen]']
  for (const place of gone) await expect(page.locator(place).first()).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  for (const place of gone)
    for (const one of await page.locator(place).all()) await expect(one, place).toBeHidden()
  await expect(page.getByText('참고 지표예요.').first()).toBeVisible()
  const colours = await page.locator('h1').evaluate((head) => {
    const frame = document.querySelector('.frame')
    return [getComputedStyle(head).color, frame && getComputedStyle(frame).backgroundColor]
  })
  expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.toString('latin1')).toMatch(/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/)
})

test('A bundle is taken with one press, without names unless they are ticked', async ({ page }) => {
  await openChannel(page, somebody('밤비노래방'))
  await page.goto(`/dashboard/settlement/reports/${runningMonth()}`)
  await expect(page.getByLabel('이름도 넣기')).not.toBeChecked()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '묶음 내려받기(ZIP)' }).click()
  expect((await download).suggestedFilename()).toBe(`melt-bundle-${runningMonth()}.zip`)
})
