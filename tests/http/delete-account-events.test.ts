import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { resetSandbox, sandboxMemory } from '~/chzzk/sandbox/memory.server'
import { db } from '~/db/client.server'
import { getAccessToken, renewDue } from '~/domain/auth/access-token.server'
import { listen } from '../domain/auth/grant'
import { useMelt } from '../support/melt'
import { someChzzkId } from '../support/people'
import { grantsOf, setSwitches, Visitor } from '../support/visitor'

useMelt()
afterEach(() => resetSandbox())

/** A creator who came by CHZZK and wants its signals, which an instance is listening to. */
async function listener() {
  const channelId = someChzzkId()
  const visitor = await new Visitor().signIn(channelId)
  await visitor.post('/creator/channel')
  const user = await db.user.findUniqueOrThrow({
    where: { chzzkUserId: channelId },
    include: { channel: true },
  })
  const { id, displayName, chzzkUserId, role, channel } = user
  if (!channel) throw new Error('The channel did not open')
  await listen({ id, displayName, chzzkUserId, role, channel })
  const heldUntil = new Date(Date.now() + 60_000)
  await db.chzzkLease.create({ data: { channelId: channel.id, holderId: randomUUID(), heldUntil } })
  return { visitor, id, chzzkUserId, channelId: channel.id }
}

const wanting = (channelId: string) => ({ where: { channelId } })
const age = (userId: string) =>
  db.oauthToken.update({ where: { userId }, data: { expiresAt: new Date(), updatedAt: new Date(0) } })

describe('A creator who leaves while signals are listened to', () => {
  test('gives the grant back, and nothing is left that would listen, renew or confirm for them', async () => {
    const { visitor, id, chzzkUserId, channelId } = await listener()
    expect(await getAccessToken(id)).toBeTruthy()
    expect(grantsOf(chzzkUserId)).not.toEqual([])
    expect((await visitor.post('/me/leave', { confirm: true })).status).toBe(204)
    expect(grantsOf(chzzkUserId)).toEqual([])
    expect(await db.channelSettings.findUnique(wanting(channelId))).toBeNull()
    expect(await db.autoConfirmModeChange.count(wanting(channelId))).toBe(0)
    expect(await db.chzzkLease.findUnique(wanting(channelId))).toBeNull()
    await expect(getAccessToken(id)).rejects.toMatchObject({ reason: 'signed_out' })
    expect(await renewDue()).toEqual({ renewed: 0, failed: 0, gone: 0 })
  })

  test('leaves no grant behind that was just being renewed', async () => {
    const { visitor, id, chzzkUserId } = await listener()
    await age(id)
    await setSwitches({ slowMs: 2_000, faultAt: 'token' })
    const renewing = renewDue()
    await expect
      .poll(async () => (await db.oauthToken.findUnique({ where: { userId: id } }))?.refreshingUntil)
      .toBeTruthy()
    await setSwitches({ slowMs: 0, fault: 'down', faultAt: 'revoke' })
    expect((await visitor.post('/me/leave', { confirm: true })).status).toBe(204)
    await setSwitches({ fault: 'none' })
    expect(await renewing).toEqual({ renewed: 0, failed: 0, gone: 1 })
    expect(await db.oauthToken.count({ where: { userId: id } })).toBe(0)
    expect([...sandboxMemory().accessTokens.values()].map((token) => token.channelId)).not.toContain(
      chzzkUserId,
    )
  })
})
