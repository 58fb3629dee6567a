import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { logIn, openChannel, somebody } from './people'

const phone = { locale: 'ko-KR', viewport: { width: 390, height: 844 } }

async function writeLetter(page: Page, streamerId: string, words: string) {
  await page.goto(`/${streamerId}`)
  await page.getByRole('main').getByRole('link', { name: '편지' }).click()
  await page.getByLabel('편지', { exact: true }).fill(words)
  await page.getByRole('button', { name: '편지 보내기' }).click()
  await expect(page).toHaveURL('/letters')
  await expect(page.locator('#notice')).toContainText('편지를 보냈어요. 스트리머만 볼 수 있어요')
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'With JavaScript' : 'Without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a letter is read, answered, introduced to everybody, and withdrawn by its author', async ({
      browser,
    }) => {
      const streamer = somebody('밤비노래방')
      const creator = await (await browser.newContext({ ...phone, javaScriptEnabled })).newPage()
      const fan = await (await browser.newContext({ ...phone, javaScriptEnabled })).newPage()
      const everybody = await (await browser.newContext({ ...phone, javaScriptEnabled })).newPage()
      await openChannel(creator, streamer)
      await logIn(fan, somebody('새벽세시라면'))
      await writeLetter(fan, streamer.id, '면접 합격했어요. 방송 덕분이에요')
      await expect(fan.getByText('스트리머가 아직 읽지 않았어요')).toBeVisible()
      await everybody.goto(`/${streamer.id}`)
      await expect(everybody.getByText('면접 합격했어요')).toHaveCount(0)

      await creator.goto('/dashboard/inbox')
      await expect(creator).toHaveTitle(/^\(1\)/)
      await expect(creator.getByRole('navigation', { name: '스트리머 메뉴' })).toContainText('인박스1')
      await creator.getByRole('link', { name: '새벽세시라면' }).click()
      await creator.getByLabel('답장').fill('정말 축하해요')
      await creator.getByRole('button', { name: '모두에게 답장' }).click()
      await expect(creator.locator('#notice')).toContainText('모두에게 답장했어요')
      await everybody.reload()
      await expect(everybody.getByText('정말 축하해요')).toBeVisible()
      await expect(everybody.getByText('면접 합격했어요')).toHaveCount(0)

      await creator.getByRole('button', { name: '피드에 소개하기' }).click()
      await expect(creator.locator('#notice')).toContainText('피드에 소개했어요')
      await everybody.reload()
      const item = everybody.getByRole('listitem').filter({ hasText: '면접 합격했어요' })
      await expect(item).toContainText('새벽세시라면님의 편지를 소개했어요')
      await expect(item).toContainText('정말 축하해요')

      await fan.reload()
      await expect(fan.getByText('스트리머가 피드에 소개했어요')).toBeVisible()
      await fan.getByText('지우기', { exact: true }).click()
      await fan.getByRole('button', { name: '내용 지우기' }).click()
      await expect(fan.getByText('내가 지운 글이에요')).toBeVisible()
      await everybody.reload()
      await expect(everybody.getByText('글쓴이가 지운 편지예요')).toBeVisible()
      await expect(everybody.getByText('면접 합격했어요')).toHaveCount(0)
    })
  })
}

test('a Korean syllable under way is never sent by Enter, and two taps send one letter', async ({
  browser,
}) => {
  const streamer = somebody('고구마탐험대')
  const creator = await (await browser.newContext(phone)).newPage()
  const page = await (await browser.newContext(phone)).newPage()
  await openChannel(creator, streamer)
  await logIn(page, somebody('감자튀김요정'))
  const sent: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/messages/dm'))
      sent.push(request.postData() ?? '')
  })
  await page.goto(`/${streamer.id}/letter`)
  await page.getByLabel('편지', { exact: true }).fill('다시 열어도 남아 있는 글')
  await page.reload()
  await expect(page.getByLabel('편지', { exact: true })).toHaveValue('다시 열어도 남아 있는 글')
  await page.getByLabel('편지', { exact: true }).fill('')
  const keys = await page.context().newCDPSession(page)
  await keys.send('Input.imeSetComposition', { text: '한그', selectionStart: 2, selectionEnd: 2 })
  await page.keyboard.press('Enter')
  await keys.send('Input.insertText', { text: '한글' })
  expect(sent).toEqual([])
  await page.getByRole('button', { name: '편지 보내기' }).dblclick()
  await expect(page).toHaveURL('/letters')
  await expect(page.getByRole('listitem').filter({ hasText: '스트리머가 아직 읽지 않았어요' })).toHaveCount(1)
  await page.goBack()
  await page.getByLabel('편지', { exact: true }).fill('뒤로 와서 쓴 다른 편지')
  await page.getByRole('button', { name: '편지 보내기' }).click()
  await page.waitForTimeout(500)
  if (!page.url().endsWith('/letters')) await page.getByRole('button', { name: '편지 보내기' }).click()
  await expect(page).toHaveURL('/letters')
  await expect(page.getByText('뒤로 와서 쓴 다른 편지')).toBeVisible()
})
