import { z } from 'zod'
import { seal, unseal } from './seal.server'

export const NEWCOMER_LIFE_SECONDS = 30 * 60

const newcomer = z.object({
  channelId: z.string(),
  channelName: z.string(),
  tokens: z.object({
    accessToken: z.string(),
    refreshToken: z.string(),
    scope: z.string().nullable(),
    expiresAt: z.coerce.date(),
  }),
  until: z.number(),
})

/** Somebody whom CHZZK knows and Melt does not yet: until they agree, they are kept in their own browser only, sealed. */
export type Newcomer = z.infer<typeof newcomer>

export function sealNewcomer(person: Omit<Newcomer, 'until'>) {
  const until = Date.now() + NEWCOMER_LIFE_SECONDS * 1000
  return seal(JSON.stringify({ ...person, until }), 'newcomer')
}

/** The newcomer of a cookie; null when it is not ours, or older than 30 minutes. */
export function unsealNewcomer(sealed: string): Newcomer | null {
  const text = unseal(sealed, 'newcomer')
  const read = text ? newcomer.safeParse(JSON.parse(text)) : null
  return read?.success && read.data.until > Date.now() ? read.data : null
}
