import { Buffer } from 'node:buffer'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { parseSignedCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { parseVkey } from '~/domain/proofs/key'
import { storeLastSigned } from '~/domain/proofs/last-signed.server'
import { logOrigin } from '~/domain/proofs/log-keys.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { rootFromTiles } from '~/domain/proofs/tile'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'

useMelt()

let creator: Client
let admin: Client

/** Two signings: one leaf, then another of the same channel. */
beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  admin = await signedIn({ channelId: someChzzkId(), name: '운영하는 사람', role: 'admin' })
  const fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  for (let day = 1; day <= 2; day++) {
    const donation = await donate(fan, creator)
    await creator.ask('POST', `/donations/${donation}/confirm`)
    await signLedger()
  }
})

const IMMUTABLE = 'public, max-age=31536000, immutable'
const TEXT = 'text/plain; charset=utf-8'
const PROBLEM = 'application/problem+json; charset=utf-8'
const HASHES = 'application/octet-stream'

describe('The log is published', () => {
  test.each<[string, number, string, string]>([
    ['/ledger/checkpoint', 200, TEXT, 'no-store'],
    ['/ledger/checkpoint/1', 200, TEXT, 'public, max-age=3600'],
    ['/ledger/checkpoint/2', 200, TEXT, 'public, max-age=3600'],
    ['/ledger/key', 200, TEXT, 'public, max-age=3600'],
    ['/ledger/tile/0/000.p/1', 200, HASHES, IMMUTABLE],
    ['/ledger/tile/0/000.p/2', 200, HASHES, IMMUTABLE],
    ...[
      '/ledger/checkpoint/3',
      '/ledger/checkpoint/0',
      '/ledger/checkpoint/01',
      '/ledger/checkpoint/x',
      '/ledger/tile/0/000',
      '/ledger/tile/0/000.p/3',
      '/ledger/tile/0/000.p/0',
      '/ledger/tile/0/0',
      '/ledger/tile/1/000.p/1',
      '/ledger/tile/64/000',
      '/ledger/tile/0/x999/x999/x999/999',
      '/ledger/tile/',
    ].map((path): [string, number, string, string] => [path, 404, PROBLEM, 'no-store']),
  ])('%s is answered %i', async (path, status, type, caching) => {
    for (const method of ['GET', 'HEAD']) {
      const { status: answered, headers } = await stranger.request(method, path)
      expect({ answered, type: headers.get('Content-Type'), caching: headers.get('Cache-Control') }).toEqual({
        answered: status,
        type,
        caching,
      })
    }
    expect((await stranger.post(path)).status).toBe(405)
  })

  test('so that whoever has the key can check it with nothing but what is published', async () => {
    const text = async (path: string) => (await stranger.get(path)).text()
    const logKeys = (await text('/ledger/key')).trim().split('\n').map(parseVkey)
    const tile = Buffer.from(await (await stranger.get('/ledger/tile/0/000.p/2')).arrayBuffer())
    for (const path of ['/ledger/checkpoint', '/ledger/checkpoint/1']) {
      const checkpoint = parseSignedCheckpoint(await text(path))
      const { size, root } = verifyCheckpoint(checkpoint, { origin: logOrigin, logKeys })
      const bytes = tile.subarray(0, size * 32)
      expect(Buffer.from(rootFromTiles({ start: 0, end: size }, size, () => bytes))).toEqual(
        Buffer.from(root),
      )
    }
  })

  test('and says nothing about whose channels they are', async () => {
    const { id } = await db.channel.findUniqueOrThrow({ where: { chzzkChannelId: creator.chzzkUserId } })
    for (const path of ['/ledger/checkpoint', '/ledger/key', '/ledger/tile/0/000.p/2']) {
      const body = Buffer.from(await (await stranger.get(path)).arrayBuffer()).toString('latin1')
      for (const secret of [id, creator.chzzkUserId, creator.id]) expect(body).not.toContain(secret)
    }
  })

  test('and /admin says how far it is', async () => {
    const page = await (await admin.get('/admin', 'text/html')).text()
    expect(page).toMatch(/원장 서명[\s\S]*켜짐[\s\S]*2줄/)
    expect(page).not.toContain('되돌린 데이터베이스')
  })
})

describe('A database that does not continue what was signed', () => {
  test('is named on /admin, and everything else goes on', async () => {
    await storeLastSigned({ size: 9, root: 'a'.repeat(64) })
    expect(await (await admin.get('/admin', 'text/html')).text()).toContain('되돌린 데이터베이스')
    await expect(signLedger()).rejects.toThrow(/behind/)
    const fan = await signedIn({ channelId: someChzzkId(), name: '고구마탐험대' })
    await creator.ask('POST', `/donations/${await donate(fan, creator)}/confirm`)
    expect(parseSignedCheckpoint(await (await stranger.get('/ledger/checkpoint')).text()).size).toBe(2)
  })
})
