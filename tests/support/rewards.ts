import { db } from '~/db/client.server'
import { donate } from './fixtures'
import type { Client } from './melt'

export type Fields = Record<string, string | string[] | number | boolean | null>
export type Files = { image?: Uint8Array; audio?: Uint8Array }
export type Own = {
  id: string
  title: string
  image: { url: string; width: number; height: number } | null
  audio: { url: string; mediaType: string; sizeBytes: number } | null
  coupon: {
    left: number
    total: number
    waiting: { code: string; count: number }[]
    claims: { code: string; displayName: string; chzzkUserId: string | null; claimedAt: string }[]
  } | null
}

/** A form with files as a browser sends it; the names of files are lies. */
export function formOf(fields: Record<string, string>, files: Files = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const [name, bytes] of Object.entries(files))
    form.append(name, new Blob([bytes as Uint8Array<ArrayBuffer>]), '../../밤비의 집.exe')
  return form
}

export function sendForm(
  by: Client,
  path: string,
  fields: Record<string, string>,
  files: Files = {},
  accept = 'application/json',
) {
  return by.request('POST', path, { headers: { Accept: accept }, body: formOf(fields, files) })
}

/** A reward shared by its creator, as they see it. */
export async function share(creator: Client, fields: Fields = {}): Promise<Own> {
  const body = { title: '새벽 라디오', gate: '1', ...fields }
  return (await creator.ask<{ content: Own }>('POST', '/creator/contents', body)).content
}

/** The same with files. */
export async function shareFiles(
  creator: Client,
  files: Files,
  fields: Record<string, string> = {},
): Promise<Own> {
  const response = await sendForm(
    creator,
    '/creator/contents',
    { title: '새벽 라디오', gate: '1', ...fields },
    files,
  )
  const answer = (await response.json()) as { content: Own }
  if (!response.ok) throw new Error(`not shared: ${JSON.stringify(answer)}`)
  return answer.content
}

export const toOwnReward = async (creator: Client, id: string) =>
  (await creator.ask<{ content: Own }>('GET', `/creator/contents/${id}`)).content

/** A donation of this much that its creator confirmed: its id. */
export async function support(fan: Client, creator: Client, amount: number) {
  const id = await donate(fan, creator, { amount })
  await creator.ask('POST', `/donations/${id}/confirm`, { amount })
  return id
}

/** Makes somebody a VIP of a creator's channel, or one no more. */
export async function setVip(creator: Client, { id: userId }: Client, on = true) {
  const { id: channelId } = await db.channel.findUniqueOrThrow({ where: { ownerId: creator.id } })
  if (on) await db.vipUser.createMany({ data: { channelId, userId }, skipDuplicates: true })
  else await db.vipUser.deleteMany({ where: { channelId, userId } })
}
