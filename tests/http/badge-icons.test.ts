import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { sendForm } from '../support/rewards'

useMelt()

let creator: Client
let other: Client
let picture: Buffer

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  other = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대', opened: true })
  picture = await sharp({ create: { width: 300, height: 200, channels: 3, background: '#0f9' } })
    .withExif({ IFD0: { Artist: '비밀 작가' } })
    .jpeg()
    .toBuffer()
})

const bring = (by: Client, image?: Uint8Array) => sendForm(by, '/badges/icons', {}, image ? { image } : {})
const brought = async (by: Client) => ((await (await bring(by, picture)).json()) as { icon: string }).icon
const tiersWith = (icon: string) => ({
  tiers: [
    { tier: 1, name: '새싹', icon, thresholdAmount: 100, perks: { lettersFirst: true, retweetWeight: 1 } },
  ],
})

describe('A picture for a badge', () => {
  test('is drawn anew as a small square that everybody sees', async () => {
    const response = await stranger.get(await brought(creator), 'image/*')
    expect(response.headers.get('Cache-Control')).toContain('public, max-age=3600')
    expect(response.headers.get('Content-Type')).toBe('image/webp')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 128, height: 128, format: 'webp' })
    expect(bytes.includes('비밀 작가')).toBe(false)
  })

  test('stands beside a name once a tier shows it, and the others go', async () => {
    const [unused, used] = [await brought(creator), await brought(creator)]
    await creator.ask('PUT', '/badges/tier-config', tiersWith(used))
    const { tiers } = await stranger.ask<{ tiers: object[] }>(
      'GET',
      `/badges?chzzkChannelId=${creator.chzzkUserId}`,
    )
    expect(tiers).toMatchObject([{ icon: used }])
    expect((await stranger.get(used)).status).toBe(200)
    expect((await stranger.get(unused)).status).toBe(404)
    expect(await (await creator.get('/dashboard/badges', 'text/html')).text()).toContain(`src="${used}"`)
  })

  test('of another channel, or of nowhere, is no badge of mine', async () => {
    for (const icon of [await brought(other), `/badges/icons/${creator.id}`]) {
      const response = await creator.post('/badges/tier-config', tiersWith(icon), 'PUT')
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ path: 'tiers.0.icon' }] })
    }
  })

  test.each(['https://evil.example/x.png', 'javascript:alert(1)', '/badges/icons/../../auth/me', 'laser'])(
    'is never %s',
    async (icon) => {
      expect((await creator.post('/badges/tier-config', tiersWith(icon), 'PUT')).status).toBe(422)
    },
  )

  test('is a picture', async () => {
    for (const bytes of [
      undefined,
      Buffer.alloc(0),
      Buffer.from('<svg onload="alert(1)"/>'),
      picture.subarray(0, 90),
    ]) {
      const response = await bring(creator, bytes)
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ code: 'invalid', errors: [{ path: 'image' }] })
    }
  })

  test('comes from a creator', async () => {
    const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
    expect((await bring(fan, picture)).status).toBe(403)
    expect((await bring(stranger, picture)).status).toBe(401)
  })

  test('is one of twenty that wait', async () => {
    const channelId = (await db.channel.findFirstOrThrow({ where: { ownerId: other.id } })).id
    const has = await db.badgeIcon.count({ where: { channelId } })
    const rows = Array.from({ length: 20 - has }, (_, n) => ({
      channelId,
      key: `waiting-${n}`,
      mediaType: 'image/webp',
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
    }))
    await db.badgeIcon.createMany({ data: rows })
    expect((await bring(other, picture)).status).toBe(409)
  })
})
