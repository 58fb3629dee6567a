import type { z } from 'zod'
import { db, type Tx } from '~/db/client.server'
import type { settingsInput } from './input'

export type Settings = Required<z.infer<typeof settingsInput>>

const DEFAULTS: Settings = {
  whoMayWrite: 'everyone',
  fromTier: 1,
  sessionMode: 'off',
  allowLinks: false,
  retweetsADay: 20,
  blockedWords: [],
  allowedWords: [],
}

export async function getSettings(channelId: string, from: Tx = db): Promise<Settings> {
  const kept = await from.channelSettings.findUnique({ where: { channelId } })
  if (!kept) return DEFAULTS
  const { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords } = kept
  return { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords }
}

export const blockedSql = (person: string, channel: string) =>
  `(SELECT count(*) > 0 FROM blocks x WHERE x.channel_id = ${channel} AND x.user_id = ${person})`

export async function isBlocked(userId: string, channelId: string, from: Tx = db) {
  return (await from.block.count({ where: { channelId, userId } })) > 0
}
