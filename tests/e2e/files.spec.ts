import { expect, test } from './journey'
import { openChannel, somebody } from './people'

const MEGABYTE = 1024 * 1024
const file = (megabytes: number) => ({
  name: 'a.png',
  mimeType: 'image/png',
  buffer: Buffer.alloc(megabytes * MEGABYTE + 1),
})

test('A file that is too large is named beside its field, and nothing that was written is lost', async ({
  page,
}) => {
  await openChannel(page, somebody('밤비노래방'))
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
  await page.goto('/dashboard/contents/new')
  await page.getByLabel('제목').fill('새벽 라디오')
  await page.getByRole('textbox', { name: '글' }).fill('오래 쓴 글')
  await page.getByRole('radio').first().check()
  await page.getByLabel('사진').setInputFiles(file(10))
  await page.getByRole('button', { name: '올리기' }).click()
  await expect(page.locator('#image-error')).toHaveText('파일이 너무 커요. 10MB까지 올릴 수 있어요')
  await expect(page.locator('#image')).toHaveAttribute('aria-describedby', 'image-error')
  await expect(page.locator('#image')).toBeFocused()
  await expect(page.getByRole('textbox', { name: '글' })).toHaveValue('오래 쓴 글')
  expect(sent).toEqual([])

  await page.getByLabel('사진').setInputFiles([])
  await page.getByRole('button', { name: '올리기' }).click()
  await expect(page.locator('#image-error')).toHaveCount(0)
  await expect(page.locator('#notice')).toContainText('콘텐츠를 올렸어요')
  expect(sent).toHaveLength(1)
})

test('A badge is at most five megabytes', async ({ page }) => {
  await openChannel(page, somebody('밤비노래방'))
  await page.goto('/dashboard/badges')
  await page.getByText('내 그림 올리기').first().click()
  await page.getByLabel('배지 그림').first().setInputFiles(file(5))
  await page.getByRole('button', { name: '올리기' }).first().click()
  await expect(page.getByText('파일이 너무 커요. 5MB까지 올릴 수 있어요')).toBeVisible()
})
