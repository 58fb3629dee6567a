import { containsLink } from '~/domain/blocklist/links'
import { matchBlockedWord } from '~/domain/blocklist/match'
import { getSettings } from '~/domain/channels/settings.server'
import { refuse } from '~/domain/core/refusal'
import { isBlank } from '~/domain/core/text'
import { HELD_FOR_LINK } from './held-reasons'

/**
 * What a channel's rules say about a viewer's text: `{heldBy}`, the creator's word that keeps it from being shown, or
 * null. Refusal: `text_refused` (nothing to read, a link where the creator wants none).
 */
export async function checkText(channelId: string, text: string): Promise<{ heldBy: string | null }> {
  requireReadable(text)
  const { allowLinks, blockedWords, allowedWords } = await getSettings(channelId)
  if (!allowLinks && containsLink(text)) {
    refuse('text_refused', { because: 'links_not_allowed' })
  }
  return { heldBy: matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords }) }
}

type Rules = { allowLinks: boolean; blockedWords: string[]; allowedWords: string[] }

/** What keeps words that were already said on CHZZK from being shown here: they cannot be refused any more, only held. */
export function blockedWordInRelayed(
  text: string,
  { allowLinks, blockedWords, allowedWords }: Rules,
): string | null {
  if (!allowLinks && containsLink(text)) return HELD_FOR_LINK
  return matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords })
}

/** Refusal: `text_refused` where there is nothing to read. */
export function requireReadable(text: string) {
  if (isBlank(text)) refuse('text_refused', { because: 'blank_text' })
}
