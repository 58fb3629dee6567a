import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

const WORDS = '어디서 틀렸든 이 글은 남아요'

/** Nothing a client can send makes a mistake of ours for a test, so that the database lacks what the code expects. */
describe('A mistake of Melt’s own', () => {
  let creator: Client
  let fan: Client

  beforeAll(async () => {
    creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
    fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    await db.$executeRaw`ALTER TABLE messages RENAME TO messages_elsewhere`
  })
  afterAll(async () => {
    await db.$executeRaw`ALTER TABLE messages_elsewhere RENAME TO messages`
  })

  const letter = () => ({ chzzkChannelId: creator.chzzkUserId, content: WORDS, formPage: '/letters' })

  test('comes back to whoever wrote with all they wrote, in words of ours', async () => {
    const refused = await fan.form('/messages/dm', letter())
    const text = await refused.text()
    expect([refused.status, refused.headers.get('Content-Type')]).toEqual([500, 'text/html; charset=utf-8'])
    expect(text).toContain(WORDS)
    expect(text).toContain('문제가 생겼어요')
    expect(text).toContain('action="/messages/dm"')
    expect(text).not.toMatch(/Unexpected|messages_elsewhere|prisma| at async /i)
  })

  test('is told to programs by its code, and to readers on a page', async () => {
    const { formPage: _, ...body } = letter()
    const refused = await fan.post('/messages/dm', body)
    expect(refused.status).toBe(500)
    expect(await refused.json()).toMatchObject({ code: 'internal', status: 500 })
    const program = await fan.get('/letters')
    expect([program.status, await program.json()]).toEqual([
      500,
      expect.objectContaining({ code: 'internal' }),
    ])
    const page = await fan.get('/letters', 'text/html')
    expect(page.status).toBe(500)
    expect(await page.text()).toContain('홈으로 가기')
  })

  test('is among the answers of every operation', async () => {
    const { paths } = await stranger.ask<{ paths: Record<string, Record<string, { responses: object }>> }>(
      'GET',
      '/openapi.json',
    )
    for (const operations of Object.values(paths)) {
      for (const { responses } of Object.values(operations)) {
        expect(responses).toHaveProperty(['500', 'description'], 'internal')
        expect(responses).toHaveProperty(['503', 'description'], expect.stringContaining('unavailable'))
      }
    }
  })
})
