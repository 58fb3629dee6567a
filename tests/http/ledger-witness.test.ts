import { beforeAll, describe, expect, test } from 'vitest'
import { parseSignedCheckpoint, verifyCheckpoint } from '~/domain/proofs/checkpoint'
import { collectCosignatures } from '~/domain/proofs/cosignatures.server'
import { parseVkey } from '~/domain/proofs/key'
import { logOrigin } from '~/domain/proofs/log-keys.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { donate } from '../support/fixtures'
import { type Client, signedIn, stranger, useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { witnessKey } from '../support/proof-keys'
import { serveWitnessOf } from '../support/witness'
import { logVkey, useWitnesses } from '../support/witnesses'

/** Known before the built application reads its environment. */
const { served, named } = await serveWitnessOf(logVkey())
process.env.MELT_WITNESSES = named

useMelt()
const witnesses = useWitnesses()

let creator: Client
let fan: Client
let admin: Client

beforeAll(async () => {
  creator = await signedIn({ channelId: someChzzkId(), name: '밤비노래방', opened: true })
  fan = await signedIn({ channelId: someChzzkId(), name: '새벽세시라면' })
  admin = await signedIn({ channelId: someChzzkId(), name: '운영하는 사람', role: 'admin' })
  await confirmOne()
  await signLedger()
  return served.stop
})

async function confirmOne() {
  await creator.ask('POST', `/donations/${await donate(fan, creator)}/confirm`)
}

const text = async (path: string) => (await stranger.get(path)).text()
const adminPage = async () => (await admin.get('/admin', 'text/html')).text()

describe('A checkpoint that a witness cosigned', () => {
  test('is published with its line, and whoever knows no witness checks it as before', async () => {
    expect(await adminPage()).toMatch(
      /멜트 기록을 함께 확인하는 곳[\s\S]*witness\.example\/밤비[\s\S]*확인 기다리는 중[\s\S]*아직 확인해 준 적이 없어요/,
    )
    const alone = await text('/ledger/checkpoint')
    witnesses.add(named)
    await collectCosignatures()
    const logKeys = (await text('/ledger/key')).trim().split('\n').map(parseVkey)
    for (const path of ['/ledger/checkpoint', '/ledger/checkpoint/1']) {
      const cosigned = await text(path)
      expect(cosigned.startsWith(alone)).toBe(true)
      const checkpoint = parseSignedCheckpoint(cosigned)
      const policy = { origin: logOrigin, logKeys }
      expect(verifyCheckpoint(checkpoint, policy)).toMatchObject({ size: 1, cosignatures: [] })
      const { cosignatures } = verifyCheckpoint(checkpoint, { ...policy, witnessKeys: [witnessKey] })
      expect(cosignatures.map(({ key }) => key.name)).toEqual([witnessKey.name])
      const age = Date.now() / 1000 - Number(cosignatures[0]?.atSeconds)
      expect(Math.abs(age)).toBeLessThan(300)
    }
  })

  test('is on /admin with the age of its cosignature, until there is a newer one', async () => {
    expect(await adminPage()).toMatch(/함께 확인함[\s\S]*마지막 확인 <time[^>]*data-ago[\s\S]*1줄/)
    await confirmOne()
    await signLedger()
    expect(await adminPage()).toMatch(/확인 기다리는 중[\s\S]*마지막 확인 <time[\s\S]*1줄/)
  })
})
