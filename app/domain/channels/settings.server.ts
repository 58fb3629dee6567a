import type { z } from 'zod'
import type { Prisma } from '#prisma'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import type { settingsInput } from './input'
import { chooseSessionMode } from './session-mode.server'

type SettingsInput = z.infer<typeof settingsInput>
export type Settings = Required<SettingsInput>

const DEFAULTS: Settings = {
  whoMayWrite: 'everyone',
  fromTier: 1,
  sessionMode: 'off',
  allowLinks: false,
  retweetsADay: 20,
  blockedWords: [],
  allowedWords: [],
}

/** What a creator decided about their channel, or the defaults: `{whoMayWrite, allowLinks, …}`. */
export async function readSettings(
  channelId: string,
  from: Prisma.TransactionClient = db,
): Promise<Settings> {
  const kept = await from.channelSettings.findUnique({ where: { channelId } })
  if (!kept) return DEFAULTS
  const { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords } = kept
  return { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords }
}

/**
 * Keeps a creator's decisions, whole; without a session mode that one stays. Refusal: `forbidden` (no channel) (api.md PUT
 * /creator/settings).
 */
export async function saveSettings(
  viewer: Viewer,
  { sessionMode, ...settings }: SettingsInput,
): Promise<Settings> {
  const channelId = viewer.channel?.id ?? refuse('forbidden')
  await db.channelSettings.upsert({
    where: { channelId },
    create: { channelId, ...settings },
    update: settings,
  })
  if (sessionMode) await chooseSessionMode(viewer, sessionMode)
  return readSettings(channelId)
}
