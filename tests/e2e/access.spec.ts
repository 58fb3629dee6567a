import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './journey'
import { still } from './obstacles'
import { donate, logIn, openChannel, runningMonth, somebody } from './people'

const PUBLIC = [
  '/',
  '/login',
  '/terms',
  '/privacy',
  '/policy',
  '/ledger',
  '/verify',
  '/install',
  '/offline',
  '/nothing-here',
  '/donate',
]
const VIEWER = ['/me', '/me/leaving', '/me/reports', '/me/coupons', '/favorites', '/letters']
const CREATOR = [
  'inbox',
  'inbox?folder=filtered',
  'donations',
  'donations/new',
  'donations/day',
  'stats',
  'stats/explain?figure=total&range=all',
  'supporters',
  'settlement',
  'settlement/statements',
  'settings',
  'signals',
  'moderation',
].map((name) => `/dashboard/${name}`)

const ONLY_VIOLATIONS = { resultTypes: ['violations' as const] }
/** Between the two schemes nothing but colours changes. */
const COLOURS = ['color-contrast', 'link-in-text-block']

test.setTimeout(180_000)

/** What axe finds serious on a page; without frames in it there is nothing that its newer mode would see. */
async function obstaclesOn(page: Page, address: string) {
  await page.goto(address)
  await still(page)
  const dark = await new AxeBuilder({ page }).setLegacyMode().options(ONLY_VIOLATIONS).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  await still(page)
  const light = await new AxeBuilder({ page }).setLegacyMode().withRules(COLOURS).analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...dark.violations, ...light.violations]
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${address}: ${id} ${nodes[0]?.html}`)
}

/** A file with a line to decide, lines to add, one of them of a great deal, and one that cannot be read: its page. */
async function bringStatement({ request }: Page) {
  const day = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)
  const rows = [
    `${day},900000,봄,채팅`,
    `${day},1000000,${'긴이름'.repeat(10)},채팅`,
    `${day},500,가람,구독`,
    '어제,1,봄,채팅',
  ]
  const buffer = Buffer.from(['후원일시,금액,닉네임,유형', ...rows].join('\n'))
  const file = { name: '정산.csv', mimeType: 'text/csv', buffer }
  const brought = await request.post('/creator/statements', {
    multipart: { file },
    headers: { Accept: 'application/json' },
  })
  const { statement } = (await brought.json()) as { statement: { id: string } }
  const columns = { date: 0, amount: 1, nickname: 2, kind: 3 }
  await request.put(`/creator/statements/${statement.id}/mapping`, { data: { columns } })
  return `/dashboard/settlement/statements/${statement.id}`
}

test('no page has a serious obstacle for anybody, dark or light', { tag: '@sweep' }, async ({ browser }) => {
  const phone = { colorScheme: 'dark' as const, viewport: { width: 390, height: 844 }, locale: 'ko-KR' }
  const creator = await (await browser.newContext(phone)).newPage()
  const fan = await (await browser.newContext(phone)).newPage()
  const streamer = somebody('오늘도퇴근길에노래들으며집에가는평범한직장인입니다정말로요')
  await openChannel(creator, streamer)
  await logIn(fan, somebody('봄'))
  await donate(fan, streamer, '봄', '1000000')
  const obstacles: string[] = []
  for (const address of [...PUBLIC, `/${streamer.id}`, `/${streamer.id}/share`, ...CREATOR])
    obstacles.push(...(await obstaclesOn(creator, address)))
  for (const address of [...VIEWER, `/${streamer.id}/donate`, `/${streamer.id}/letter`])
    obstacles.push(...(await obstaclesOn(fan, address)))
  await creator.request.put('/creator/settlement/opt-in', { data: { agree: true } })
  const statement = await bringStatement(creator)
  for (const address of [
    '/dashboard/settlement',
    '/dashboard/settlement/explain?figure=reference',
    `/dashboard/settlement/reports/${runningMonth()}`,
    statement,
    ...[
      '?columns=1',
      '/decide',
      '/decide?row=3',
      '/lines?outcome=onlyStatement',
      '/lines?outcome=onHold',
    ].map((part) => statement + part),
    ...['onlyMeltWaiting', 'onlyMeltConfirmed'].map((outcome) => `${statement}/donations?outcome=${outcome}`),
  ])
    obstacles.push(...(await obstaclesOn(creator, address)))
  expect(obstacles).toEqual([])
})

test('the keyboard alone confirms a donation', async ({ browser, page }) => {
  const streamer = somebody('고구마탐험대')
  await openChannel(page, streamer)
  const fan = await (await browser.newContext()).newPage()
  await logIn(fan, somebody('감자튀김요정'))
  await donate(fan, streamer, '손가락만으로도 응원해요', '3000')
  await page.goto('/dashboard/donations')
  const button = page.getByRole('button', { name: '3,000치즈 확인하기' })
  for (let tabs = 0; tabs < 40; tabs++) {
    await page.keyboard.press('Tab')
    if (await button.evaluate((node) => node === document.activeElement)) break
  }
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#notice')).toContainText('3,000치즈를 확인했어요')
})

test('the keyboard alone walks to a letter, answers it and goes back', async ({ browser }) => {
  const desk = { viewport: { width: 1280, height: 800 }, locale: 'ko-KR' }
  const page = await (await browser.newContext(desk)).newPage()
  const fan = await (await browser.newContext(desk)).newPage()
  const streamer = somebody('고구마탐험대')
  await openChannel(page, streamer)
  await logIn(fan, somebody('감자튀김요정'))
  await fan.goto(`/${streamer.id}/letter`)
  await fan.getByLabel('편지', { exact: true }).fill('키보드로 읽어 주세요')
  await fan.getByRole('button', { name: '편지 보내기' }).click()
  await expect(fan).toHaveURL('/letters')
  await page.goto('/dashboard/inbox')
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: '감자튀김요정' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('키보드로 읽어 주세요')).toBeVisible()
  await page.keyboard.press('r')
  await page.keyboard.type('jk로 왔어요')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.locator('#notice')).toContainText('보낸 분에게만 답장했어요')
  await page.keyboard.press('u')
  await expect(page).toHaveURL('/dashboard/inbox')
})
