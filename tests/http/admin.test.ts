import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { pool } from '~/db/pool.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { answer, cheer, letter, post, report, shownIn } from '../support/messages'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
let fan: Client
let passer: Client
let admin: Client

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  passer = await signedIn({ channelId: someChzzkId(), name: '지나가던분' })
  admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  await db.user.update({ where: { id: fan.id }, data: { agreedAt: new Date('2026-01-01') } })
})

const page = async (by: Client, path: string) => (await by.get(path, 'text/html')).text()
const audited = (subjectId: string) =>
  db.auditEntry.findMany({ where: { subjectId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })
const SECRET = '아무에게도 말하지 않은 이야기'

describe('The admins’ pages', () => {
  test('are not there for anybody else', async () => {
    const id = await report(passer, await cheer(fan, creator))
    const shown = await cheer(fan, creator)
    await admin.ask('DELETE', `/content/${shown}`, { reason: '규칙' })
    const text = '괜찮은 글이에요'
    const { objectionId } = await fan.ask<{ objectionId: string }>('POST', `/content/${shown}/objection`, {
      text,
    })
    const paths = ['/admin', '/admin/audit', `/admin/reports/${id}`, `/admin/objections/${objectionId}`]
    for (const path of paths) {
      for (const by of [creator, fan, passer, stranger])
        expect((await by.get(path, 'text/html')).status, path).toBe(404)
      expect((await admin.get(path, 'text/html')).status, path).toBe(200)
    }
    for (const by of [creator, fan]) expect((await by.post('/admin/ledger-check')).status).toBe(404)
    expect((await stranger.post('/admin/ledger-check')).status).toBe(401)
    for (const nothing of ['/admin/reports/x', `/admin/reports/${randomUUID()}`, `/admin/objections/${id}`])
      expect((await admin.get(nothing, 'text/html')).status, nothing).toBe(404)
    expect(await page(admin, '/me')).toContain('href="/admin"')
    expect(await page(fan, '/me')).not.toContain('href="/admin"')
  })

  test('list every open report without a word of the text, what costs a life first', async () => {
    const asked = await letter(fan, creator, SECRET)
    const late = await letter(fan, creator, `${SECRET} 그리고 더`)
    await report(creator, asked, { reason: 'threat', detail: '무서운 설명' })
    const urgent = await report(creator, late, { reason: 'self_harm' })
    const text = await page(admin, '/admin')
    expect(text).not.toContain(SECRET)
    expect(text).not.toContain('무서운 설명')
    expect(/\/admin\/reports\/([0-9a-f-]{36})/.exec(text)?.[1]).toBe(urgent)
    expect(text).toContain('자살예방 상담전화 109')
  })

  test('show the words of a report only after the look is written down, every time', async () => {
    const id = await report(creator, await letter(fan, creator, `${SECRET} 하나`), { detail: '이래서요' })
    expect(await audited(id)).toEqual([])
    for (const looks of [1, 2]) {
      const text = await page(admin, `/admin/reports/${id}`)
      expect(text).toContain(`${SECRET} 하나`)
      expect(text).toContain('이래서요')
      expect(text).not.toContain('지나가던분')
      const entries = await audited(id)
      expect(entries).toHaveLength(looks)
      expect(entries).toMatchObject(Array(looks).fill({ act: 'report_read', actorId: admin.id }))
    }
    await fan.get(`/admin/reports/${id}`, 'text/html')
    expect(await audited(id)).toHaveLength(2)
    const log = await page(admin, '/admin/audit')
    expect(log).toContain('신고된 글을 봤어요')
    expect(log).toContain('운영지기')
    expect(log).not.toContain(SECRET)
  })

  test('show nothing when the look cannot be written down', async () => {
    const id = await report(creator, await letter(fan, creator, `${SECRET} 둘`))
    await pool.query('ALTER TABLE audit_entries ADD CONSTRAINT no_more CHECK (false) NOT VALID')
    const { log } = await import('~/http/server/log.server')
    const level = log.level
    log.level = 'silent'
    const response = await admin.get(`/admin/reports/${id}`, 'text/html')
    log.level = level
    await pool.query('ALTER TABLE audit_entries DROP CONSTRAINT no_more')
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain(SECRET)
  })
})

describe('An admin', () => {
  test('cannot reach a private letter that nobody reported', async () => {
    const asked = await letter(fan, creator, `${SECRET} 셋`)
    const secret = await answer(creator, asked, 'private')
    for (const id of [asked, secret]) {
      for (const path of [`/report/${id}`, `/dashboard/inbox/${id}`, `/me/hidden/${id}`])
        expect([403, 404], path).toContain((await admin.get(path, 'text/html')).status)
      expect((await admin.post(`/content/${id}`, { reason: 'x' }, 'DELETE')).status).toBe(404)
      expect((await admin.post(`/content/${id}/restore`)).status).toBe(404)
    }
    await report(creator, asked)
    expect((await admin.post(`/content/${asked}`, { reason: 'x' }, 'DELETE')).status).toBe(204)
    expect(await page(fan, '/letters')).toContain('숨겨짐')
  })

  test('hides what the public reads, answers below it included, and each act is written down', async () => {
    const shown = await cheer(fan, creator)
    const nested = await answer(creator, shown, 'public')
    const notice = await post(creator)
    for (const id of [nested, notice, shown]) {
      expect((await admin.post(`/content/${id}`, { reason: '규칙이에요' }, 'DELETE')).status).toBe(204)
      expect(await shownIn(creator, stranger)).not.toContain(id)
      expect(await audited(id)).toMatchObject([
        { act: 'message_hidden', reason: '규칙이에요', actorId: admin.id },
      ])
      await admin.ask('POST', `/content/${id}/restore`, { reason: '다시 봤어요' })
      expect((await audited(id))[1]).toMatchObject({ act: 'message_restored', reason: '다시 봤어요' })
    }
  })

  test('decides on reports and objections, and each decision is written down once', async () => {
    const shown = await cheer(fan, creator)
    const id = await report(passer, shown)
    for (let n = 0; n < 2; n++)
      await admin.ask('POST', `/reports/${id}/resolve`, { outcome: 'hidden', reason: '심해요' })
    expect(await audited(id)).toMatchObject([{ act: 'report_hidden', reason: '심해요' }])
    const text = '괜찮은 글이에요'
    const { objectionId } = await fan.ask<{ objectionId: string }>('POST', `/content/${shown}/objection`, {
      text,
    })
    expect(await page(admin, '/admin')).not.toContain(text)
    expect(await page(admin, `/admin/objections/${objectionId}`)).toContain(text)
    await admin.ask('POST', `/objections/${objectionId}/resolve`, { outcome: 'restored' })
    expect((await audited(objectionId)).map(({ act }) => act)).toEqual([
      'objection_read',
      'objection_restored',
    ])
  })

  test('sees the instance in numbers, of the period asked for', async () => {
    const before = new Date(Date.now() - 40 * 24 * 60 * 60 * 1000).toISOString()
    await creator.ask('POST', '/donations/manual', { amount: 1_234_567, occurredAt: before })
    await creator.ask('POST', '/donations/manual', { amount: 7_000 })
    const sumOf = async (period: string) => {
      const where = {
        status: 'CONFIRMED',
        ...(period === 'all' ? {} : { occurredAt: { gt: new Date(before) } }),
      } as const
      const { _sum } = await db.donation.aggregate({ where, _sum: { amountCheese: true } })
      return `${(_sum.amountCheese ?? 0).toLocaleString('ko-KR')}치즈`
    }
    for (const period of ['today', 'all']) {
      const text = await page(admin, `/admin?period=${period}`)
      expect(text, period).toContain(await sumOf(period))
      for (const name of ['확인 전 후원', '처리 전 신고', '열린 채널', '가입한 사람', '가장 오래된'])
        expect(text).toContain(name)
    }
    expect((await admin.get('/admin?period=x', 'text/html')).status).toBe(422)
  })

  test('has the ledger recomputed, and reads when it was whole', async () => {
    const whole = { whole: true, disagreement: null, disagreements: [], counts: {} }
    expect(await admin.ask('POST', '/admin/ledger-check')).toEqual(whole)
    expect(await page(admin, '/admin')).toMatch(/마지막 점검[\s\S]*원장 점검하기/)
    expect(await page(admin, '/admin/audit')).toContain('원장을 점검했어요')
  })

  test('reads every kind of disagreement, how many there are of it, and where', async () => {
    await pool.query('UPDATE channel_week_hours SET sum_cheese = sum_cheese + 1')
    await pool.query('UPDATE user_channel_stats SET days = days + 1 WHERE user_id = $1', [fan.id])
    const found = await admin.ask<{
      whole: boolean
      counts: Record<string, number>
      disagreements: { kind: string }[]
    }>('POST', '/admin/ledger-check')
    expect(found.whole).toBe(false)
    expect(Object.keys(found.counts)).toEqual(['channel_week_hours', 'user_channel_stats'])
    const text = await page(admin, '/admin')
    expect(text).toContain(`${found.counts.channel_week_hours} × channel_week_hours`)
    expect(text).toContain(
      `user_channel_stats ${(await db.channel.findUniqueOrThrow({ where: { ownerId: creator.id } })).id} ${fan.id}`,
    )
    await pool.query('UPDATE channel_week_hours SET sum_cheese = sum_cheese - 1')
    await pool.query('UPDATE user_channel_stats SET days = days - 1 WHERE user_id = $1', [fan.id])
    expect(await admin.ask('POST', '/admin/ledger-check')).toMatchObject({ whole: true })
  })
})
