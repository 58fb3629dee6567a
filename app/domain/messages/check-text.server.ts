import { containsLink } from '~/domain/blocklist/links'
import { matchBlockedWord } from '~/domain/blocklist/match'
import { getSettings } from '~/domain/channels/settings.server'
import { refuse } from '~/domain/core/refusal'
import { isBlank } from '~/domain/core/text'
import { HELD_FOR_LINK } from './message'

/** `heldBy` is the blocked word that hides a text of this channel. */
export async function checkText(channelId: string, text: string): Promise<{ heldBy: string | null }> {
  requireReadable(text)
  const { allowLinks, blockedWords, allowedWords } = await getSettings(channelId)
  if (!allowLinks && containsLink(text)) {
    refuse('text_refused', { because: 'links_not_allowed' })
  }
  return { heldBy: matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords }) }
}

type TextRules = { allowLinks: boolean; blockedWords: string[]; allowedWords: string[] }

/** What hides a text that CHZZK relayed: it was said there already, so that it can only be held, not refused. */
export function blockedWordInRelayed(
  text: string,
  { allowLinks, blockedWords, allowedWords }: TextRules,
): string | null {
  if (!allowLinks && containsLink(text)) return HELD_FOR_LINK
  return matchBlockedWord(text, { blocked: blockedWords, allowed: allowedWords })
}

export function requireReadable(text: string) {
  if (isBlank(text)) refuse('text_refused', { because: 'blank_text' })
}
