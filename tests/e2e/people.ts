import { randomBytes } from 'node:crypto'
import { expect, type Locator, type Page } from '@playwright/test'

export type Person = { id: string; name: string }

/** "2026-11" in Korea. */
export const runningMonth = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7)

export const somebody = (name: string): Person => ({ id: randomBytes(16).toString('hex'), name })

/** Logs in at the sandbox from the page that is open, and agrees as a newcomer does. */
export async function logIn(page: Page, { id, name }: Person) {
  await page.goto('/login')
  await page.getByRole('link', { name: '치지직으로 로그인하기' }).click()
  await page.getByLabel('채널 아이디').fill(id)
  await page.getByLabel('이름').fill(name)
  await page.getByRole('button', { name: '이 아이디로 로그인하기' }).click()
  await expect(page.getByRole('heading', { name: `${name}님, 반가워요` })).toBeVisible()
  await page.getByLabel('만 14세 이상이에요').check()
  await page.getByLabel('이용약관과 개인정보 처리방침에 동의해요').check()
  await page.getByRole('button', { name: '동의하고 시작하기' }).click()
  await expect(page).toHaveURL('/')
}

/** Logs in and opens their channel in one tap. */
export async function openChannel(page: Page, streamer: Person) {
  await logIn(page, streamer)
  await page.getByRole('button', { name: '내 채널 열기' }).click()
  await expect(page).toHaveURL(`/${streamer.id}/share`)
}

/** What a fan does on the sandbox's live page. */
export async function donateAtChzzk(page: Page, amount: string) {
  await page.getByLabel('치즈').fill(amount)
  await page.getByRole('button', { name: '치즈 보내기' }).click()
  await expect(page.getByText('치즈를 후원했어요')).toBeVisible()
}

/** Opens an intent on a channel and registers what happened: the message that everybody then reads. */
export async function donate(page: Page, streamer: Person, message: string, amount: string) {
  await page.goto(`/${streamer.id}/donate`)
  await page.getByLabel('메시지').fill(message)
  await page.getByLabel('보낼 치즈').fill(amount)
  const live = await leaveForChzzk(page, page.getByRole('button', { name: '치지직에서 후원하기' }))
  if (live !== page) await live.close()
  await page.goto(`/${streamer.id}/donate`)
  await page.getByRole('button', { name: '메시지 남기기' }).click()
  await expect(page).toHaveURL(`/${streamer.id}`)
}

/** CHZZK's live page: in a window of its own where the script runs, else in this one. */
export async function leaveForChzzk(page: Page, way: Locator) {
  const isBeside = (await page.locator('form[data-leave]').getAttribute('target')) === '_blank'
  const opened = isBeside ? page.context().waitForEvent('page') : Promise.resolve(page)
  await way.click()
  const live = await opened
  await expect(live.getByRole('button', { name: '치즈 보내기' })).toBeVisible()
  return live
}
