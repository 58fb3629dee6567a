import { convertHangulToQwerty, getChoseong } from 'es-hangul'
import { bare } from './bare'
import { type Folded, fold, GAP, type Reading } from './fold'
import { type Ease, isVowel, plainOf } from './letters'
import { spellingsOf } from './spellings'

const ENOUGH_TO_EASE = 5
const LONG_FROM = 3
const LEAST_TYPED = 4
const MOST_MIXED = 3
const MOST_KEPT = 5_000
const HEARD_LEADS = /^[^ㅇㅋㅎ]$/

/** How one sound of a rule was written, which is what a text is held to where the rule is short. */
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

/** How many letters a rule has to be recognised by. */
export function countLetters(word: string) {
  return fold(word, { ease: 0, mixed: isMixed(word) }).letters.length
}

/** What a text has that a rule could be disguised in: letters that stand alone, and Latin ones. */
export type Seen = { initials: ReadonlySet<string>; latin: boolean }

const isMixed = (word: string) => /[\da-z]/.test(bare(word))

/** The ways in which a creator's word is looked for: as written, in its other spellings, half in initials (ㅅ발), and typed on an English keyboard (tlqkf). */
export function patternsOf(word: string, seen: Seen) {
  const { written, known } = ruleOf(word)
  if (!seen.latin && seen.initials.size === 0) return known
  const initials = initialsOf(written, seen.initials).map((mixed) => fromStart(readRule(mixed)))
  const typed = seen.latin ? typedOf(written).map(readRule) : []
  return [...known, ...initials, ...typed]
}

type Rule = { written: string; known: Pattern[] }

const kept = new Map<string, Rule>()

/** A rule is read once for many texts: creators seldom change their lists. */
function ruleOf(word: string) {
  const before = kept.get(word)
  if (before) return before
  if (kept.size >= MOST_KEPT) kept.clear()
  const written = bare(word)
  const others = spellingsOf(written).map((one) => fromStart(readRule(one)))
  const rule = { written, known: [readRule(word), ...others].filter(({ sounds }) => sounds !== '') }
  kept.set(word, rule)
  return rule
}

function readRule(word: string): Pattern {
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

const fromStart = (pattern: Pattern) => ({ ...pattern, atStart: !pattern.needs[0]?.lone })

/** ㅅ발 and 시ㅂ for 시발: some syllables as their first letter, never all of them. */
function initialsOf(word: string, seen: ReadonlySet<string>) {
  const syllables = [...word]
  if (seen.size === 0 || syllables.length < 2 || !syllables.every((char) => char >= '가' && char <= '힣'))
    return []
  const leads = syllables.map((syllable) => getChoseong(syllable))
  const mayHide = leads.map((lead) => HEARD_LEADS.test(lead) && seen.has(plainOf(lead) ?? lead))
  const hides = syllables.map((_, index) => 1 << index)
  const all =
    syllables.length <= MOST_MIXED ? Array.from({ length: 2 ** hides.length - 2 }, (_, n) => n + 1) : hides
  return all
    .filter((hidden) => hides.every((bit, index) => !(hidden & bit) || mayHide[index]))
    .map((hidden) =>
      syllables.map((syllable, index) => (hidden & (1 << index) ? leads[index] : syllable)).join(''),
    )
}

function typedOf(word: string) {
  if (!/^[가-힣]{2,}$/.test(word)) return []
  const typed = convertHangulToQwerty(word).toLowerCase()
  return typed.length >= LEAST_TYPED ? [typed] : []
}
