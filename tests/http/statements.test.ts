import { beforeAll, describe, expect, test, vi } from 'vitest'
import { isEmbedded, pool } from '~/db/pool.server'
import { createFixture, type Fixture } from '../support/fixtures'
import { type Client, stranger, useMelt } from '../support/melt'

useMelt()

let fixture: Fixture
beforeAll(async () => {
  fixture = await createFixture()
  await fixture.fan.ask('POST', `/channels/${fixture.creator.chzzkUserId}/follow`)
})

/** What one request asks the database, by name, or by text where it has none. */
async function asked(client: Client, path: string, accept = 'text/html') {
  const statements = vi.spyOn(pool, 'query')
  try {
    const response = await client.get(path, accept)
    expect(response.status).toBe(200)
    const text = await response.text()
    return { text, names: statements.mock.calls.map(([statement]) => nameOf(statement)) }
  } finally {
    statements.mockRestore()
  }
}

/** The embedded database is given no names. */
function nameOf(statement: unknown): string {
  const { name, text = '' } = statement as { name?: string; text?: string }
  return isEmbedded ? 'any' : (name ?? text)
}

const named = (...names: string[]) => names.map((name) => (isEmbedded ? 'any' : name))

/** Limits are off here: counted in blocks, they add a statement to every tenth page. */
describe('A page of somebody signed in asks', () => {
  test('on a channel for the person with all that is theirs there, the feed, and whether it is on air', async () => {
    const { text, names } = await asked(fixture.fan, `/${fixture.creator.chzzkUserId}`)
    expect(names).toEqual(named('visitor_channel', 'feed_first', 'on_air'))
    for (const shown of ['aria-pressed="true"', '내 기록', '치지직으로 이동했어요'])
      expect(text).toContain(shown)
    const first = await asked(stranger, `/${fixture.creator.chzzkUserId}`)
    expect(first.names).toEqual(named('feed_first', 'on_air'))
    expect(first.text).not.toContain('내 기록')
  })

  test('on a channel whose feed is in memory for the rest alone', async () => {
    await asked(fixture.fan, `/${fixture.creator.chzzkUserId}`)
    const { names } = await asked(fixture.other, `/${fixture.creator.chzzkUserId}`)
    expect(names).toEqual(named('visitor_channel', 'on_air'))
  })

  test('on the pages of their lists for the person and the lists at once', async () => {
    for (const path of ['/', '/favorites', '/donate']) {
      const { text, names } = await asked(fixture.fan, path)
      expect(names).toEqual(named('visitor', ...(path === '/' ? [] : ['channels_newest'])))
      expect(text).toContain('밤비노래방')
    }
  })

  test('before a donation for the person, what they may, the channel, and the intent that is open', async () => {
    const { names } = await asked(fixture.fan, `/${fixture.creator.chzzkUserId}/donate`)
    expect(names.slice(0, 2)).toEqual(named('visitor_donate', 'channel'))
    expect(names.length).toBeLessThanOrEqual(4)
    const fresh = await asked(fixture.other, `/${fixture.creator.chzzkUserId}/donate`)
    expect(fresh.names).toEqual(named('visitor_donate', 'channel'))
  })

  test('whatever the address is written like', async () => {
    await asked(fixture.fan, `/${fixture.creator.chzzkUserId}`)
    const { text, names } = await asked(fixture.fan, `/${fixture.creator.chzzkUserId}/`)
    expect(names).toEqual(named('visitor_channel', 'on_air'))
    expect(text).toContain('내 기록')
  })

  test('who they are in one statement', async () => {
    const { names } = await asked(fixture.fan, '/auth/me', 'application/json')
    expect(names).toEqual(named('viewer'))
  })

  test('for a number that does not grow with what there is', async () => {
    const { creator, fan } = fixture
    const pages: [Client, string, number][] = [
      [fan, '/letters', 3],
      [fan, '/me', 10],
      [creator, '/dashboard/inbox', 12],
    ]
    for (const [client, path, most] of pages) {
      const { names } = await asked(client, path)
      expect([path, names.length <= most, names]).toEqual([path, true, names])
    }
  })
})
