import { expect, test } from './journey'
import { obstacles } from './obstacles'
import { donate, logIn, openChannel, somebody } from './people'

// Two people log in first, and a stream opens a while after its page.
test.setTimeout(120_000)

test('a reader is told of new messages quietly, and catches up with what was missed', async ({
  browser,
  page,
}) => {
  const streamer = somebody('밤비노래방')
  const creator = await (await browser.newContext({ locale: 'ko-KR' })).newPage()
  await openChannel(creator, streamer)
  const fan = await (await browser.newContext({ locale: 'ko-KR' })).newPage()
  await logIn(fan, somebody('새벽세시라면'))
  await donate(fan, streamer, '처음부터 있던 글', '1000')
  await creator.goto('/dashboard/inbox')

  const greeted = page.waitForResponse(/\/events/)
  await page.goto(`/${streamer.id}`)
  const first = page.getByText('처음부터 있던 글')
  const place = await first.boundingBox()
  await greeted
  await donate(fan, streamer, '방금 올라온 글', '2000')
  const pill = page.getByRole('status').getByRole('link')
  await expect(pill).toHaveText('새 글 1개')
  expect(await first.boundingBox()).toEqual(place)
  expect(await obstacles(page, (axe) => axe.include('main > [role=status]'))).toEqual([])
  await expect(page.getByText('방금 올라온 글')).toHaveCount(0)
  await expect(creator.getByRole('link', { name: '새 소식이 있어요' })).toBeVisible()
  await expect(creator.getByRole('link', { name: '확인 2 건' })).toBeVisible()
  await pill.click()
  await expect(page.getByText('방금 올라온 글')).toBeVisible()
  await expect(pill).toHaveCount(0)

  await page.route(/\/events/, (route) => route.abort())
  await page.reload()
  await donate(fan, streamer, '연결이 끊긴 사이의 글', '3000')
  await expect(pill).toHaveCount(0)
  await page.unroute(/\/events/)
  await expect(pill).toHaveText('새 글 1개', { timeout: 20_000 })
})
