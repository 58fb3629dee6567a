import { type Folded, fold, GAP } from './fold'
import type { Pattern } from './pattern'

const TAIL = /^(놈.*|년[아들이]?|새끼.*|아|야|들.*|같[은이네].*|[ㄱ-ㅣ]+)$/
const LATIN_ENDINGS = /^(s|es|ed|er|ers|ing|in|y|ty|ted|ting|ter|ker|head)?$/
const FREE_FROM = 3

/** A stretch of a text: from the letter where a rule begins to the one where it ends. */
export type Span = { start: number; end: number }

/** Whether a stretch that spells a rule is meant as one word, or is only the end of one word before the beginning of the next. */
export function isWholeWord(folded: Folded, pattern: Pattern, at: number, span: Span) {
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

/** The widest gap inside the stretch, except where the rule itself has one. */
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
