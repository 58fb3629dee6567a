import { db } from '~/db/client.server'
import { decrypt, encrypt } from '~/domain/auth/encrypt.server'
import { requireOwnChannel, type Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { env } from '~/env.server'
import { isDiscordWebhook } from './push'
import { sendToDiscord } from './send-push.server'

/** Whether there is one and how it answered last; its address is never shown again (GET /creator/webhook). */
export async function getWebhook(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  const webhook = await db.channelWebhook.findUnique({ where: { channelId } })
  return {
    since: webhook?.createdAt.toISOString() ?? null,
    lastAt: webhook?.lastAt?.toISOString() ?? null,
    lastStatus: webhook?.lastStatus ?? null,
  }
}

/** Encrypted, in place of the one before it. Refusal: `invalid` of any other address. */
export async function saveWebhook(viewer: Viewer, { url }: { url: string }) {
  const { id: channelId } = requireOwnChannel(viewer)
  if (!isDiscordWebhook(url, env.push?.testOrigins))
    refuse('invalid', { errors: [{ path: 'url', message: 'discord_webhook' }] })
  const webhook = { url: encrypt(url, channelId), createdAt: new Date(), lastAt: null, lastStatus: null }
  await db.channelWebhook.upsert({
    where: { channelId },
    create: { channelId, ...webhook },
    update: webhook,
  })
}

/** A word to it, by which its creator sees that it works. Refusal: `not_found` without one. */
export async function testWebhook(viewer: Viewer, text: string) {
  const { id: channelId } = requireOwnChannel(viewer)
  const webhook = await db.channelWebhook.findUnique({ where: { channelId } })
  const url = (webhook && decrypt(webhook.url, channelId)) ?? refuse('not_found')
  const { status } = await sendToDiscord(url, text)
  const last = { lastAt: new Date(), lastStatus: status }
  await db.channelWebhook.updateMany({ where: { channelId }, data: last })
  return { status }
}

export async function deleteWebhook(viewer: Viewer) {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.channelWebhook.deleteMany({ where: { channelId } })
}
