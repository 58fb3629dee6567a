import { type Folded, fold, foldGlyphs, GAP, type Reading } from './fold'
import { glyphsOf, stripInvisible } from './glyphs'
import { isDoubled, type Pattern, patternsOf, scriptMarksIn } from './pattern'

export type WordRules = { blocked: readonly string[]; allowed: readonly string[] }

const LONG_FROM = 3
const CONTRACTED = /[ㄴㄹㅇㅁ]/
const TAIL = /^(놈.*|년[아들이]?|새끼.*|아|야|들.*|같[은이네].*|[ㄱ-ㅣ]+)$/
const LATIN_ENDINGS = /^(s|es|ed|er|ers|ing|in|y|ty|ted|ting|ter|ker|head)?$/
const FREE_FROM = 3

const each = (before: string, after: string) =>
  before.split(' ').flatMap((left) => after.split(' ').map((right) => left + right))

/** Everyday words that hold the commonest abuse by chance; a creator's own word is never excused by one that it contains. */
const EVERYDAY = [
  ...each('시발', '점 역 택시 자동차'),
  ...each(
    '다시 역시 혹시 잠시 택시 동시 즉시 표시',
    '발표 발매 발견 발송 발생 발급 발로란트 발전 발라드 발렌타인',
  ),
  ...each('몇 한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두', '_시_발'),
  ...each('새끼', '손가락 발가락 손톱 발톱 고양이 강아지 오리 곰 사자 판다 호랑이 조개'),
  ...each('웃겨 귀여워 좋아 배고파 심심해 더워 추워 힘들어', '_죽어'),
  ...each('꺼져', '_있 있 _가는 가는'),
  ...each('ㄱㅅ ㄳ ㅈㅅ ㅅㄱ', 'ㅂㅂ'),
  ...each('한남', '동 대교 역 자 성'),
  ...each('쓰레기', '통 봉투 차 장 _버 버'),
  ...['새끼 낳', '새끼를 낳', 'ㅂㅂㅅㄱ', 'ㅂㅂㅅㅇ', '새끼줄', '걸레질', '메갈로', '지랄까'],
].map((phrase) => phrase.replaceAll('_', ' '))

type Span = { start: number; end: number }

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

/** Tells of each stretch of a text whether it touches a phrase that is allowed: the creator's own, or an everyday word. */
function allowlistedIn(text: string, { blocked, allowed }: WordRules) {
  const cut = new Uint8Array(text.length)
  const everyday = EVERYDAY.filter(
    (phrase) => text.includes(phrase) && !blocked.some((rule) => stripInvisible(rule).includes(phrase)),
  )
  for (const phrase of [...allowed.map((one) => stripInvisible(one).trim()), ...everyday]) {
    if (!phrase) continue
    for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + phrase.length)) {
      cut.fill(1, at, at + phrase.length)
    }
  }
  return ({ letters }: Folded, { start, end }: Span) => {
    for (let index = start; index <= end; index++) if (cut[letters[index]?.at ?? 0]) return true
    return false
  }
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
