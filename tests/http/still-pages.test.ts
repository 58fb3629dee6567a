import type { ServerBuild } from '@remix-run/node'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createFixture, type Fixture } from '../support/fixtures'
import { stranger, useMelt } from '../support/melt'
import { share } from '../support/rewards'

useMelt()

let fixture: Fixture
let rewardId: string
beforeAll(async () => {
  fixture = await createFixture()
  rewardId = (await share(fixture.creator)).id
})
afterEach(() => vi.useRealTimers())

const HOUR_MS = 60 * 60 * 1000
/** Named apart from the import, because the types are checked before there is a build. */
const BUILD = '../../build/server/index.js'

/** Every page that a stranger may read, with what each can be asked for. */
async function publicPages() {
  const { routes } = (await import(BUILD)) as ServerBuild
  const pages = Object.values(routes).filter(({ id, module }) => id !== 'root' && module.default)
  const addresses = pages.map(({ path = '' }) =>
    `/${path}`.replace(/:chzzkChannelId/, fixture.creator.chzzkUserId).replace(/:id/, rewardId),
  )
  const feed = `/${fixture.creator.chzzkUserId}`
  const asked = [...addresses, `${feed}?sort=amount`, `${feed}?period=month`, '/?query=%EB%B0%A4%EB%B9%84']
  const answers = await Promise.all(asked.map(async (path) => ({ path, text: await pageAt(path) })))
  return answers.flatMap(({ path, text }) => (text === null ? [] : [[path, text] as const]))
}

async function pageAt(path: string) {
  const response = await stranger.get(path, 'text/html')
  const text = await response.text()
  return response.status === 200 ? text : null
}

test('A stranger’s page is the same, byte for byte, for as long as nothing happens', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-12-10T03:00:00Z') })
  const before = await publicPages()
  vi.setSystemTime(Date.now() + HOUR_MS)
  const after = await publicPages()
  expect(before.map(([path]) => path)).toContain(`/${fixture.creator.chzzkUserId}`)
  expect(before.length).toBeGreaterThan(12)
  for (const [at, [path, text]] of before.entries()) expect([path, after[at]?.[1]]).toEqual([path, text])
})

test('What a stranger writes before the login gets its idempotency key on the way there', async () => {
  const { creator } = fixture
  const page = await pageAt(`/${creator.chzzkUserId}/letter`)
  expect(page).toContain('name="chzzkChannelId"')
  expect(page).not.toContain('name="requestId"')
})
