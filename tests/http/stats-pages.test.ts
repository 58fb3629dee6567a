import { beforeAll, describe, expect, test } from 'vitest'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { letter } from '../support/messages'
import { someChzzkId } from '../support/people'

useMelt()

const person = (name: string, opened = false) => signedIn({ channelId: someChzzkId(), name, opened })
const page = (by: Client, path: string) => by.get(path, 'text/html')
const textOf = async (by: Client, path: string) => {
  const response = await page(by, path)
  expect(response.status, path).toBe(200)
  return (await response.text()).replaceAll('<!-- -->', '')
}

let creator: Client
let rival: Client
let fan: Client

beforeAll(async () => {
  creator = await person('밤비노래방', true)
  rival = await person('고구마탐험대', true)
  fan = await person('새벽세시라면')
  for (const [amount, message] of [
    [1_000, '첫 응원'],
    [2_500, '두 번째 응원'],
  ] as const) {
    const id = await donate(fan, creator, { amount, message })
    await creator.ask('POST', `/donations/${id}/confirm`)
  }
  await donate(fan, creator, { amount: 70, message: '아직 기다리는 응원' })
  await letter(fan, creator, '밤비에게 쓴 편지')
  const hidden = await letter(fan, creator, '숨긴 편지')
  await creator.ask('DELETE', `/content/${hidden}`)
  await letter(fan, rival, '고구마에게 쓴 편지')
})

describe('The statistics', () => {
  test.each(['', '?range=7d', '?range=90d', '?range=all'])(
    '%s draw what the figures say, each with its why',
    async (query) => {
      const html = await textOf(creator, `/dashboard/stats${query}`)
      expect(html).toContain('3,500치즈')
      expect(html.match(/role="img"/g)).toHaveLength(4)
      expect(html.match(/왜 이 수치인가요\?/g)?.length).toBeGreaterThanOrEqual(8)
      expect(html).not.toContain('style=')
      const [, ...links] = html
        .split('href="/dashboard/stats/explain?')
        .map((rest) => rest.split('"')[0] ?? '')
      const kinds = new Map(
        links.map((link) => [/figure=(\w+)/.exec(link)?.[1], link.replaceAll('&amp;', '&')]),
      )
      for (const link of kinds.values()) {
        expect((await page(creator, `/dashboard/stats/explain?${link}`)).status, link).toBe(200)
        expect((await creator.get(`/creator/stats/explain.csv?${link}`)).status, link).toBe(200)
      }
    },
  )

  test('of a channel with nothing say what to do', async () => {
    const html = await textOf(rival, '/dashboard/stats?range=all')
    expect(html).toContain('아직 확인된 후원이 없어요')
    expect(html).toContain(`/${rival.chzzkUserId}/share`)
    expect(html).not.toContain('role="img"')
    expect(await textOf(rival, '/dashboard/supporters')).toContain('확인된 후원이 없어요')
  })

  test('are for whoever has a channel', async () => {
    for (const path of [
      '/dashboard/stats',
      '/dashboard/supporters',
      '/dashboard/stats/explain?figure=total',
    ]) {
      expect((await page(fan, path)).status).toBe(403)
      expect((await page(stranger, path)).headers.get('Location')).toMatch(/^\/login\?redirectTo=/)
    }
    expect((await page(creator, '/dashboard/stats?range=1y')).status).toBe(422)
    expect((await page(creator, '/dashboard/stats/explain?figure=day')).status).toBe(422)
  })
})

describe('An explanation', () => {
  test('names what is in it, what is left out and why, and its file', async () => {
    const html = await textOf(creator, '/dashboard/stats/explain?figure=total&range=7d')
    expect(html).toMatch(
      /3,500치즈.*들어간 후원.*2,500치즈.*1,000치즈.*뺀 것과 그 이유.*70치즈.*아직 확인하지 않았어요/s,
    )
    expect(html).toContain('href="/creator/stats/explain.csv?figure=total&amp;range=7d"')
  })

  test('turns each list alone', async () => {
    const first = await textOf(creator, '/dashboard/stats/explain?figure=total&range=7d&limit=1')
    const next = /href="(\/dashboard\/stats\/explain\?[^"]*cursor=[^"#]*)#cursor"/.exec(first)?.[1] ?? ''
    const second = await textOf(creator, next.replaceAll('&amp;', '&'))
    const [included = '', excluded = ''] = second.split('뺀 것과 그 이유')
    expect(included.split('들어간 후원')[1]).toContain('1,000치즈')
    expect(included.split('들어간 후원')[1]).not.toContain('2,500치즈')
    expect(excluded).toContain('70치즈')
    expect(included).toContain('처음부터 보기')
  })

  test('of some days adds them up', async () => {
    const html = await textOf(
      creator,
      '/dashboard/stats/explain?figure=day&date=2026-01-01&until=2199-12-31&range=all',
    )
    expect(html).toContain('3,500치즈')
    expect(await textOf(creator, '/dashboard/stats/explain?figure=day&date=2026-01-01')).toContain('0치즈')
  })
})

describe('A supporter', () => {
  test('stands among the others with a way to their page', async () => {
    const html = await textOf(creator, '/dashboard/supporters')
    expect(html).toMatch(/새벽세시라면.*3,500치즈.*2건/s)
    expect(html).toContain(`/dashboard/supporters/${fan.chzzkUserId}?range=30d`)
    expect(html).toMatch(/aria-current="page"[^>]*>.*통계/s)
  })

  test('is told with what they gave and wrote to this creator, and nothing else', async () => {
    const html = await textOf(creator, `/dashboard/supporters/${fan.chzzkUserId}?range=7d`)
    for (const words of ['3,500치즈', '두 번째 응원', '아직 기다리는 응원', '밤비에게 쓴 편지']) {
      expect(html).toContain(words)
    }
    for (const words of ['고구마에게 쓴 편지', '숨긴 편지']) expect(html).not.toContain(words)
    const theirs = await textOf(rival, `/dashboard/supporters/${fan.chzzkUserId}`)
    expect(theirs).toContain('고구마에게 쓴 편지')
    for (const words of ['3,500치즈', '두 번째 응원', '밤비에게 쓴 편지']) expect(theirs).not.toContain(words)
  })

  test('of nobody, of a passer-by and of another channel is not found', async () => {
    const passer = await person('지나가는사람')
    for (const id of [passer.chzzkUserId, someChzzkId(), 'x', rival.chzzkUserId]) {
      expect((await page(creator, `/dashboard/supporters/${id}`)).status, id).toBe(404)
    }
    expect((await page(fan, `/dashboard/supporters/${fan.chzzkUserId}`)).status).toBe(403)
  })
})
