/** Why a message is held, where that is no blocked word; stored with its event and in exports. */
export const HELD_FOR_LINK = '주소(링크)'
export const HELD_FOR_BLOCKED_PERSON = '차단한 사람'

const MAX_KEYS = 2_000

/** What a text is found by: its letters and pairs of letters, hashed with the channel. */
export function searchKeys(channelId: string, text: string): number[] {
  const keys = new Set<number>()
  for (const word of searchWords(text)) {
    const letters = [...word]
    letters.forEach((letter, n) => {
      keys.add(keyOf(channelId, letter))
      if (n > 0) keys.add(keyOf(channelId, `${letters[n - 1]}${letter}`))
    })
  }
  return [...keys].slice(0, MAX_KEYS)
}

export const searchWords = (text: string) => text.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean)

/** FNV-1a as PostgreSQL's 32-bit integer; the text itself sorts out collisions. */
function keyOf(channelId: string, letters: string) {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(channelId + letters)) {
    hash = Math.imul(hash ^ byte, 0x01000193)
  }
  return hash | 0
}
