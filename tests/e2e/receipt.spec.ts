import type { Page } from '@playwright/test'
import { formatSignedCheckpoint, signCheckpoint } from '~/domain/proofs/checkpoint'
import { formatReceipt } from '~/domain/proofs/receipt'
import { logKey, ORIGIN } from '../support/proof-keys'
import { rootAt } from '../support/proof-trees'
import { receiptOf, vkey } from '../support/receipts'
import { expect, test } from './journey'
import { openChannel, somebody } from './people'

/** A donation of a log that this Melt says is its own. */
const receipt = receiptOf({
  acts: [0, 1, 0].map((channel) => ({
    channel,
    donation: 0,
    to: channel === 0 ? 1 : 3,
    amount: 1_000,
    reason: null,
    endsDay: true,
  })),
  asked: 0,
  secondFormFrom: 0,
})
const text = formatReceipt({ ...receipt, entries: receipt.entries.slice(-1) })

async function publish(page: Page, checkpoint: string) {
  await page.route('**/ledger/checkpoint', (route) => route.fulfill({ body: checkpoint }))
  await page.route('**/ledger/key', (route) => route.fulfill({ body: `${vkey}\n` }))
}

const choose = (page: Page, content: string) =>
  page.getByLabel('영수증 파일').setInputFiles({
    name: 'melt-receipt.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(content),
  })

test('A receipt is checked in the browser, also without a connection, and goes nowhere', async ({ page }) => {
  await publish(page, formatSignedCheckpoint(receipt.proof.checkpoint))
  await page.goto('/verify')
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${request.url()}`))
  const result = page.getByRole('main').getByRole('status')
  await choose(page, text)
  await expect(result).toContainText('맞아요')
  await expect(result).toContainText('1,000치즈 후원이 확인됐고')
  await expect(result).toContainText('지금 공개된 기록도 이 영수증과 이어져요')
  await choose(page, text.replace('1000', '9000'))
  await expect(result).toContainText('맞지 않아요')
  await page.context().setOffline(true)
  await choose(page, text)
  await expect(result).toContainText('1,000치즈 후원이 확인됐고')
  expect(asked.filter((request) => !request.endsWith('.woff2'))).toEqual([])
})

test('Without JavaScript the page says what else can be done', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/verify')
  await expect(page.getByText('자바스크립트가 필요해요')).toBeVisible()
  await expect(page.getByLabel('영수증 파일')).toBeHidden()
  await expect(page.getByRole('link', { name: '확인 프로그램' })).toHaveAttribute('href', '/verify-proof.mjs')
})

test('The browser of a creator remembers the log for a day, and says so where it was changed', async ({
  page,
}) => {
  const at = (size: number, root = rootAt(size)) =>
    formatSignedCheckpoint(signCheckpoint({ origin: ORIGIN, size, root }, [logKey]))
  await openChannel(page, somebody('밤비노래방'))
  await publish(page, at(9))
  const asked: string[] = []
  page.on('request', (request) => request.url().endsWith('/ledger/checkpoint') && asked.push(request.url()))
  for (const name of ['inbox', 'donations', 'stats']) {
    await page.goto(`/dashboard/${name}`)
    await page.waitForLoadState('networkidle')
  }
  expect(asked).toHaveLength(1)
  await page.unroute('**/ledger/checkpoint')
  await publish(page, at(9, rootAt(8)))
  await page.evaluate(() => {
    const seen = JSON.parse(localStorage.getItem('melt:checkpoint') ?? '{}')
    localStorage.setItem(
      'melt:checkpoint',
      JSON.stringify({ ...seen, checkedAt: seen.checkedAt - 86_400_000 }),
    )
  })
  await page.reload()
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('공개된 기록이 지난번에 본 것과 이어지지 않아요')
  const downloading = page.waitForEvent('download')
  await alert.getByRole('link', { name: '두 글 내려받기' }).click()
  const saved = await (await downloading).createReadStream()
  const both = Buffer.concat(await saved.toArray()).toString()
  for (const said of [at(9), at(9, rootAt(8))]) expect(both).toContain(said)
  await alert.getByRole('button', { name: '하루 동안 접어 두기' }).click()
  await expect(alert).toBeHidden()
  await page.reload()
  await page.waitForLoadState('networkidle')
  await expect(alert).toBeHidden()
})
