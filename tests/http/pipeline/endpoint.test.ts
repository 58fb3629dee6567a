import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { signLedger } from '~/domain/proofs/sign.server'
import { createFixture, donate, type Fixture } from '../../support/fixtures'
import { picture, wav } from '../../support/media'
import { signedIn, useMelt } from '../../support/melt'
import { fill, lines, paths, reads } from '../../support/operations'
import { someChzzkId } from '../../support/people'
import { rawRequest } from '../../support/raw'
import { sendForm, shareFiles } from '../../support/rewards'

useMelt()

let fixture: Fixture
let content: string
let icon: string
beforeAll(async () => {
  fixture = await createFixture()
  content = (await shareFiles(fixture.creator, { image: await picture(), audio: wav() })).id
  const brought = await sendForm(fixture.creator, '/badges/icons', {}, { image: await picture() })
  icon = ((await brought.json()) as { icon: string }).icon
  await fixture.creator.ask('PUT', `/creator/vips/${fixture.fan.chzzkUserId}`)
  await signLedger()
})

const fan = () => signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })

describe('A program', () => {
  test('is answered with JSON, without a notice, and nobody keeps it', async () => {
    const id = await donate(await fan(), fixture.creator)
    const response = await fixture.creator.post(`/donations/${id}/confirm`)
    expect(response.headers.get('Content-Type')).toBe('application/json; charset=utf-8')
    expect(response.headers.get('Cache-Control')).toBe('no-store')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test.each(reads)('hears at HEAD of $key what GET would say, without saying it', async ({ path, key }) => {
    const ids = [
      ['/contents', content],
      ['/statements', fixture.statement],
    ] as const
    const id = ids.find(([part]) => path.includes(part))?.[1] ?? fixture.waiting
    const chzzkChannelId = fixture.creator.chzzkUserId
    const query = key.includes('daily-total')
      ? '?date=2026-11-21'
      : `?chzzkChannelId=${chzzkChannelId}&figure=${path.includes('/settlement/') ? 'd30' : 'total'}`
    const filled = fill(path, { id, chzzkChannelId, chzzkUserId: fixture.fan.chzzkUserId })
    const address = (path.includes('/icons') ? icon : filled) + query
    const [get, head] = [await fixture.creator.get(address), await fixture.creator.request('HEAD', address)]
    expect([get.status, head.status, await head.text()]).toEqual([200, 200, ''])
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'))
  })

  test.each(paths)('hears at OPTIONS of %s what is allowed', async (path) => {
    const address = fill(path, {
      id: randomUUID(),
      chzzkChannelId: someChzzkId(),
      chzzkUserId: someChzzkId(),
    })
    const { headers } = await rawRequest(`OPTIONS ${address}`)
    const known = lines.filter((line) => line.path === path).map(({ method }) => method)
    expect(headers.get('Allow')?.split(', ').sort()).toEqual(known.sort())
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})
