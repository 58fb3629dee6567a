import { allowlistedIn } from './allowlist'
import { type Folded, foldGlyphs, type Reading } from './fold'
import { glyphsOf } from './glyphs'
import { isDoubled, type Pattern } from './pattern'
import { patternsOf, scriptMarksIn } from './rule'
import { stripInvisible } from './strip-invisible'
import { isWholeWord, type Span } from './whole-word'

export type WordRules = { blocked: readonly string[]; allowed: readonly string[] }

const LONG_FROM = 3
const CONTRACTED = /[ㄴㄹㅇㅁ]/

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

/** Where a text spells a rule, held to how exactly the rule was written. */
function* spansOf(folded: Folded, pattern: Pattern) {
  let at = folded.sounds.indexOf(pattern.sounds)
  for (; at >= 0; at = folded.sounds.indexOf(pattern.sounds, at + 1)) {
    const span = spanAt(folded, pattern, at)
    if (span && spellsRule(folded, pattern, at, span) && isWholeWord(folded, pattern, at, span)) yield span
  }
}

/** The shortest stretch from the beginning of a syllable to the end of one. */
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
