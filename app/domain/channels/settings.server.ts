import type { z } from 'zod'
import { db, type Tx } from '~/db/client.server'
import { requireOwnChannel } from '~/domain/auth/require'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import { chooseAutoConfirmMode } from './auto-confirm.server'
import type { settingsInput } from './input'
import { lockOwnChannel } from './own.server'

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
export async function getSettings(channelId: string, from: Tx = db): Promise<Settings> {
  const kept = await from.channelSettings.findUnique({ where: { channelId } })
  if (!kept) return DEFAULTS
  const { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords } = kept
  return { whoMayWrite, fromTier, sessionMode, allowLinks, retweetsADay, blockedWords, allowedWords }
}

/**
 * Keeps a creator's decisions, whole; without a session mode that one stays. Refusals: `forbidden` (no channel), `invalid`
 * (letters from a tier that the channel does not have) (PUT /creator/settings).
 */
export async function saveSettings(
  viewer: Viewer,
  { sessionMode, ...settings }: SettingsInput,
): Promise<Settings> {
  const { id: channelId } = requireOwnChannel(viewer)
  await db.$transaction(async (tx) => {
    await lockOwnChannel(tx, viewer)
    await tierIsThere(tx, channelId, settings.fromTier)
    await tx.channelSettings.upsert({
      where: { channelId },
      create: { channelId, ...settings },
      update: settings,
    })
  })
  if (sessionMode) await chooseAutoConfirmMode(viewer, sessionMode)
  return getSettings(channelId)
}

/** Tiers are numbered without a gap, and change in the channel's lock. */
async function tierIsThere(tx: Tx, channelId: string, tier: number) {
  const { _max: highest } = await tx.badge.aggregate({ where: { channelId }, _max: { tier: true } })
  if (tier > (highest.tier ?? 1))
    refuse('invalid', { errors: [{ path: 'fromTier', message: 'unknown_tier' }] })
}
