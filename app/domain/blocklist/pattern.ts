import { convertHangulToQwerty, disassemble, getChoseong } from 'es-hangul'
import { type Ease, type Folded, fold, GAP, plainJamoOf, type Reading } from './fold'
import { type Glyph, isVowel, stripInvisible } from './glyphs'

const ENOUGH_TO_EASE = 5
const LONG_FROM = 3
const LEAST_TYPED = 4
const MAX_MIXED = 3
const MAX_KEPT = 2_000
const LAUGHTER_AND_YES = /[ㅋㅎㅇ]/

/** The commonest abuse is one word in many spellings: a rule for one of them, the first or any other, looks for all. */
const SPELLINGS = [
  '시발 씨발 시팔 씨팔 시벌 씨벌 쓰발 쓰벌 si발 ssi발 시8 씨8 ㅅㅂ ㅆㅂ',
  '병신 븅신 빙신 볍신 뵹신 뷩신 벵신 비융신 뷰웅신 ㅂㅅ',
  '개새끼 개시키 개쉑 개쉐이 ㄱㅅㄲ',
  '새끼 섀끼 쉐끼 쌔끼 색히 새퀴',
  '지랄 지럴 ㅈㄹ',
  '느금마 느급마 ㄴㄱㅁ',
  '미친놈 미친넘 미친눔 ㅁㅊㄴ',
  '존나 좃나 좆나 존내',
  'fuck phuck fck fuk f@ck motherfucker motherfucking',
  'shit shyt bullshit horseshit',
  'bitch biatch beetch',
].map((line) => line.split(' '))

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

export type WordRules = { blocked: readonly string[]; allowed: readonly string[] }
export type Span = { start: number; end: number }

type Need = { doubled: boolean; tense: boolean; begins: boolean; lone: boolean; afterGap: boolean }

export type Pattern = {
  sounds: string
  needs: Need[]
  reading: Reading
  ease: Ease
  exact: string
  latin: boolean
  weight: number
  syllables: number
  atStart: boolean
}

type ScriptMarks = { initials: ReadonlySet<string>; latin: boolean }

/** Laughter and a short yes are in every other message, so no syllable is read out of them. */
export function scriptMarksIn(glyphs: readonly Glyph[]): ScriptMarks {
  const alone = glyphs.filter(({ kind, char }) => kind === 'jamo' && !isVowel(char))
  const letters = alone.flatMap(({ char }) => [...disassemble(char)]).map((one) => plainJamoOf(one) ?? one)
  return {
    initials: new Set(letters.filter((letter) => !LAUGHTER_AND_YES.test(letter))),
    latin: glyphs.some(({ kind }) => kind === 'latin'),
  }
}

/** A rule with its other spellings, half in initials (ㅅ발), and typed on an English keyboard (tlqkf). */
type Rule = { known: Pattern[]; initials: { needed: string[]; pattern: Pattern }[]; typed: Pattern[] }

const kept = new Map<string, Rule>()

export function patternsOf(word: string, seen: ScriptMarks): Pattern[] {
  const { known, initials, typed } = ruleOf(word)
  const mixed = initials.filter(({ needed }) => needed.every((letter) => seen.initials.has(letter)))
  return [...known, ...mixed.map(({ pattern }) => pattern), ...(seen.latin ? typed : [])]
}

function ruleOf(word: string) {
  const before = kept.get(word)
  if (before) return before
  if (kept.size >= MAX_KEPT) kept.clear()
  const written = stripInvisible(word)
  const known = [patternOf(word), ...spellingsOf(written).map(patternOf).map(fromStart)]
  const rule = {
    known: known.filter(({ sounds }) => sounds !== ''),
    initials: initialsOf(written),
    typed: typedOf(written).map(patternOf),
  }
  kept.set(word, rule)
  return rule
}

function spellingsOf(word: string) {
  return SPELLINGS.find((line) => line.includes(word))?.filter((one) => one !== word) ?? []
}

const fromStart = (pattern: Pattern) => ({ ...pattern, atStart: !pattern.needs[0]?.lone })

/** ㅅ발 and 시ㅂ for 시발: some syllables as their first letter, never all of them. */
function initialsOf(word: string) {
  const syllables = [...word]
  if (syllables.length < 2 || !syllables.every((char) => char >= '가' && char <= '힣')) return []
  const leads = syllables.map((syllable) => getChoseong(syllable))
  const single = syllables.map((_, index) => [index])
  const pairs =
    syllables.length === MAX_MIXED
      ? [
          [0, 1],
          [0, 2],
          [1, 2],
        ]
      : []
  return [...single, ...pairs].map((hidden) => ({
    needed: hidden.map((index) => plainJamoOf(leads[index] ?? '') ?? leads[index] ?? ''),
    pattern: fromStart(
      patternOf(syllables.map((one, index) => (hidden.includes(index) ? leads[index] : one)).join('')),
    ),
  }))
}

function typedOf(word: string) {
  if (!/^[가-힣]{2,}$/.test(word)) return []
  const typed = convertHangulToQwerty(word).toLowerCase()
  return typed.length >= LEAST_TYPED ? [typed] : []
}

export function countLetters(word: string) {
  return fold(word, { ease: 0, mixed: isMixed(word) }).letters.length
}

const isMixed = (word: string) => /[\da-z]/.test(stripInvisible(word))

function patternOf(word: string): Pattern {
  const mixed = isMixed(word)
  const exact = fold(word, { ease: 0, mixed })
  const weight = exact.letters.length
  const syllables = exact.letters.filter(({ begins }) => begins).length
  const ease = weight < ENOUGH_TO_EASE ? 0 : syllables < LONG_FROM ? 1 : 2
  const reading = { ease, mixed } as const
  const folded = ease ? fold(word, reading) : exact
  return {
    sounds: folded.sounds,
    needs: [...folded.sounds].map((_, index) => needOf(folded, index)),
    reading,
    ease,
    exact: exact.sounds,
    latin: folded.letters.every(({ latin }) => latin),
    weight,
    syllables,
    atStart: false,
  }
}

function needOf({ letters, firsts }: Folded, index: number): Need {
  const run = letters.slice(firsts[index], firsts[index + 1])
  return {
    doubled: isDoubled(run),
    tense: run.some(({ tense }) => tense),
    begins: run.some(({ begins }) => begins),
    lone: run.some(({ lone, letter }) => lone && !isVowel(letter)),
    afterGap: (run[0]?.gap ?? GAP.none) !== GAP.none,
  }
}

/** Tense, or the same consonant twice: 끼, 존나. */
export function isDoubled(run: readonly { letter: string; tense: boolean }[]) {
  return run.some(({ tense }) => tense) || (run.length > 1 && !isVowel(run[0]?.letter ?? ''))
}

/** Whether each stretch of a text touches a phrase that is allowed: the creator's own, or an everyday word. */
export function allowlistedIn(text: string, { blocked, allowed }: WordRules) {
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
