import { matchBlockedWord, type WordRules } from './match'

const MAX_LISTS = 200
const MAX_NAMES = 2_000

const kept = new Map<string, Map<string, string | null>>()

/** The blocked word that a person's name holds, or null: such a name is shown to nobody but the channel's creator. */
export function blockedWordInName(name: string, { blocked, allowed }: WordRules): string | null {
  if (blocked.length === 0) return null
  const known = namesUnder(`${blocked.join('\n')}\n\n${allowed.join('\n')}`)
  const before = known.get(name)
  if (before !== undefined) return before
  if (known.size >= MAX_NAMES) known.clear()
  const word = matchBlockedWord(name, { blocked, allowed })
  known.set(name, word)
  return word
}

/** The same few names are read on every page of a channel, so that each is matched once a list of words. */
function namesUnder(rules: string) {
  const before = kept.get(rules)
  if (before) return before
  if (kept.size >= MAX_LISTS) kept.clear()
  const names = new Map<string, string | null>()
  kept.set(rules, names)
  return names
}
