import { randomBytes } from 'node:crypto'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { openChannel } from '~/domain/channels/open.server'

export const someChzzkId = () => randomBytes(16).toString('hex')

/** Somebody who has agreed, straight in the database. */
export async function makeViewer(name: string, role: Viewer['role'] = 'viewer'): Promise<Viewer> {
  const user = await db.user.create({
    data: { chzzkUserId: someChzzkId(), displayName: name, agreedAt: new Date(), role },
  })
  return { id: user.id, chzzkUserId: user.chzzkUserId, displayName: name, role, channel: null }
}

/** Somebody with their channel open. */
export async function makeCreator(name: string): Promise<Viewer> {
  const person = await makeViewer(name)
  const { channel } = await openChannel(person)
  const { id, chzzkChannelId } = channel
  return { ...person, role: 'creator', channel: { id, chzzkChannelId, name } }
}
