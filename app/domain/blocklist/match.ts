import { type Folded, fold, foldGlyphs, GAP, type Reading } from './fold'
import { glyphsOf, stripInvisible } from './glyphs'
import {
  allowlistedIn,
  isDoubled,
  type Pattern,
  patternsOf,
  type Span,
  scriptMarksIn,
  type WordRules,
} from './pattern'

const LONG_FROM = 3
const CONTRACTED = /[ㄴㄹㅇㅁ]/
const TAIL = /^(놈.*|년[아들이]?|새끼.*|아|야|들.*|같[은이네].*|[ㄱ-ㅣ]+)$/
const LATIN_ENDINGS = /^(s|es|ed|er|ers|ing|in|y|ty|ted|ting|ter|ker|head)?$/
const FREE_FROM = 3
const MAX_LISTS = 200
const MAX_NAMES = 2_000

/** The creator's word, as they wrote it, whose rule catches a text, or null; the phrases they allow are cut out first. */
export function matchBlockedWord(text: string, rules: WordRules): string | null {
  const plain = stripInvisible(text)
  const glyphs = glyphsOf(plain)
  const foldedBy = new Map<string, Folded>()
  const read = (reading: Reading) => {
    const key = `${reading.ease}${reading.mixed}`
    const folded = foldedBy.get(key) ?? foldGlyphs(plain, glyphs, reading)
    foldedBy.set(key, folded)
    return folded
  }
  const seen = scriptMarksIn(glyphs)
  let excused: ((folded: Folded, span: Span) => boolean) | undefined
  for (const word of rules.blocked) {
    for (const pattern of patternsOf(word, seen)) {
      const folded = read(pattern.reading)
      for (const span of spansOf(folded, pattern)) {
        excused ??= allowlistedIn(plain, rules)
        if (!excused(folded, span)) return word
      }
    }
  }
  return null
}

const keptNames = new Map<string, Map<string, string | null>>()

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
  const before = keptNames.get(rules)
  if (before) return before
  if (keptNames.size >= MAX_LISTS) keptNames.clear()
  const names = new Map<string, string | null>()
  keptNames.set(rules, names)
  return names
}

function* spansOf(folded: Folded, pattern: Pattern) {
  let at = folded.sounds.indexOf(pattern.sounds)
  for (; at >= 0; at = folded.sounds.indexOf(pattern.sounds, at + 1)) {
    const span = spanAt(folded, pattern, at)
    if (span && spellsRule(folded, pattern, at, span) && isWholeWord(folded, pattern, at, span)) yield span
  }
}

function spanAt({ letters, firsts }: Folded, pattern: Pattern, at: number): Span | null {
  const last = at + pattern.sounds.length - 1
  const [first = 0, second = 0] = [firsts[at], firsts[at + 1]]
  const [final = 0, after = 0] = [firsts[last], firsts[last + 1]]
  let start = second - 1
  while (start >= first && !letters[start]?.begins) start--
  if (start < first) return null
  let end = Math.max(final, start)
  while (end < after && !letters[end]?.ends) end++
  if (end < after) return { start, end }
  const next = letters[after]
  const contracted = pattern.syllables >= LONG_FROM && next?.ends && CONTRACTED.test(next.letter)
  return contracted && !next.begins ? { start, end: after } : null
}

function spellsRule({ letters, firsts }: Folded, pattern: Pattern, at: number, { start, end }: Span) {
  return pattern.needs.every((need, index) => {
    const from = Math.max(firsts[at + index] ?? 0, start)
    const run = letters.slice(from, Math.min(firsts[at + index + 1] ?? 0, end + 1))
    const [first] = run
    if (!first) return false
    const lone = run.some((letter) => letter.lone)
    if (need.lone && !lone) return false
    if (!pattern.ease && !lone && !first.latin) {
      if (need.begins !== (need.begins ? run.some(({ begins }) => begins) : first.begins)) return false
    }
    const tense = run.some((letter) => letter.tense)
    const doubled = need.tense && !pattern.ease && !lone ? tense : isDoubled(run)
    if (need.doubled && !doubled) return !need.lone && mayWeaken(first.letter, pattern, index)
    if (need.doubled || !doubled) return true
    if (first.latin) return pattern.weight >= 4 || run.length > 2
    return pattern.ease > 0 || lone || first.letter === 'ㅅ'
  })
}

/** 씨 is written 시, and a long word is known by the rest of it; a plain ㄱ would make 새기다 of a short one. */
function mayWeaken(letter: string, { sounds, ease }: Pattern, index: number) {
  return (letter === 'ㅅ' && sounds[index + 1] === 'ㅣ') || (letter === 'ㄱ' && ease === 2)
}

/** Whether a stretch that spells a rule is meant as one word, or is only the end of one word before the beginning of the next. */
function isWholeWord(folded: Folded, pattern: Pattern, at: number, span: Span) {
  if (pattern.latin && !standsInLatin(folded, pattern, span)) return false
  const gap = widestGap(folded, pattern, at, span)
  const [left, right] = [isClean(folded, span.start), isClean(folded, span.end + 1)]
  if (pattern.atStart && !left) return false
  if (pattern.syllables === 1 && !pattern.latin && !left) return false
  if (gap === GAP.none) return true
  if (gap < GAP.wide) return left || right
  if (pattern.ease && !spelledExactly(folded, pattern, span)) return false
  return (
    left &&
    (right || (pattern.syllables >= FREE_FROM && !pattern.latin) || TAIL.test(restAfter(folded, span.end)))
  )
}

/** Vowels are read freely only where nothing else needs forgiving: "한 개 세끼" is no word in disguise. */
function spelledExactly({ text, letters }: Folded, { exact, reading }: Pattern, { start, end }: Span) {
  const written = text.slice(letters[start]?.at, (letters[end]?.at ?? 0) + 1)
  return fold(written, { ...reading, ease: 0 }).sounds.startsWith(exact)
}

/** Nothing is joined to the letter from its left; a number is, because "7시" is one word. */
function isClean({ letters }: Folded, index: number) {
  const letter = letters[index]
  return !letter || (index === 0 ? letter.gap !== GAP.digits : letter.gap >= GAP.symbols)
}

function widestGap({ letters, firsts }: Folded, { needs }: Pattern, at: number, { start, end }: Span) {
  const free = new Set(needs.flatMap(({ afterGap }, index) => (afterGap ? [firsts[at + index]] : [])))
  let widest = 0
  for (let index = start + 1; index <= end; index++) {
    if (!free.has(index)) widest = Math.max(widest, letters[index]?.gap ?? 0)
  }
  return widest
}

function restAfter({ letters, text }: Folded, end: number) {
  let last = end
  while (letters[last + 1]?.gap === GAP.none) last++
  return text.slice((letters[end]?.at ?? 0) + 1, (letters[last]?.at ?? 0) + 1)
}

/** Short Latin words hide in long ones: "hell" in "hello", "ass" in "class". */
function standsInLatin({ letters }: Folded, { weight }: Pattern, { start, end }: Span) {
  if (weight >= 5) return true
  const before = letters[start - 1]
  if (before?.latin && !before.leet && letters[start]?.gap === GAP.none) return false
  let rest = ''
  let after = end + 1
  while (letters[after]?.letter === letters[end]?.letter && letters[after]?.gap === GAP.none) after++
  for (let index = after; letters[index]?.latin && !letters[index]?.leet; index++) {
    if (letters[index]?.gap !== GAP.none) break
    rest += letters[index]?.letter
    if (rest.length > 4) return false
  }
  return weight < 4 ? rest === '' : LATIN_ENDINGS.test(rest)
}
