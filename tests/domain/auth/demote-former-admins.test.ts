import { describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { demoteFormerAdmins, signIn } from '~/domain/auth/login.server'
import { useDatabase } from '../../support/database'
import { makeCreator, makeViewer } from '../../support/people'

const { named, neverHere } = vi.hoisted(() => {
  const [named, neverHere] = ['ad'.repeat(16), '0'.repeat(32)]
  process.env.MELT_ADMIN_CHANNEL_IDS = `${neverHere}, ${named}`
  return { named, neverHere }
})
const tokens = { accessToken: 'access', refreshToken: 'refresh', scope: null, expiresAt: new Date() }

useDatabase()

const roleOf = async (id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).role

describe('At a start', () => {
  test('who is named stays an admin, and who is no longer named goes back to what they are without it', async () => {
    const stays = await makeViewer('관리자', 'admin')
    await db.user.update({ where: { id: stays.id }, data: { chzzkUserId: named } })
    const former = await makeViewer('전 관리자', 'admin')
    const formerCreator = await makeCreator('전 관리자 스트리머')
    await db.user.update({ where: { id: formerCreator.id }, data: { role: 'admin' } })
    const viewer = await makeViewer('새벽세시라면')
    const creator = await makeCreator('밤비노래방')
    await demoteFormerAdmins()
    const people = [stays, former, formerCreator, viewer, creator]
    expect(await Promise.all(people.map(({ id }) => roleOf(id)))).toEqual([
      'admin',
      'viewer',
      'creator',
      'viewer',
      'creator',
    ])
  })

  test('who is named and was never here is not made up, and is an admin from their first login on', async () => {
    const who = { chzzkUserId: neverHere }
    await demoteFormerAdmins()
    expect(await db.user.count({ where: who })).toBe(0)
    const { id } = await db.user.create({ data: { ...who, displayName: '새 관리자', agreedAt: new Date() } })
    await signIn({ me: { channelId: neverHere, channelName: '새 관리자' }, tokens, insteadOf: null })
    expect(await roleOf(id)).toBe('admin')
    await demoteFormerAdmins()
    expect(await roleOf(id)).toBe('admin')
  })
})
