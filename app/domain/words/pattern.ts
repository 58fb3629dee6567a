import { convertHangulToQwerty, getChoseong } from 'es-hangul'
import { bare } from './bare'
import { type Folded, fold, GAP, type Reading } from './fold'
import { isVowel } from './letters'

const ENOUGH_TO_EASE = 5
const LEAST_TYPED = 4
const MOST_MIXED = 3
const HEARD_LEADS = /^[^ㅇㅋㅎ]$/

/** How one sound of a rule was written, which is what a text is held to where the rule is short. */
type Need = { doubled: boolean; begins: boolean; lone: boolean; afterGap: boolean }

export type Pattern = {
  sounds: string
  needs: Need[]
  reading: Reading
  eased: boolean
  latin: boolean
  weight: number
  syllables: number
  atStart: boolean
}

/** How many letters a rule has to be recognised by. */
export function countLetters(word: string) {
  return fold(word, { eased: false, digits: /\d/.test(word) }).letters.length
}

/** The ways in which a creator's word is looked for: as written, half in initials (ㅅ발), and typed on an English keyboard (tlqkf). */
export function patternsOf(word: string, seen: { initials: boolean; latin: boolean }) {
  const main = patternOf(word)
  const initials = seen.initials
    ? initialsOf(bare(word)).map((mixed) => withStart(patternOf(mixed), mixed))
    : []
  const typed = seen.latin ? typedOf(bare(word)).map(patternOf) : []
  return [main, ...initials, ...typed].filter(({ sounds }) => sounds !== '')
}

function patternOf(word: string): Pattern {
  const weight = countLetters(word)
  const eased = weight >= ENOUGH_TO_EASE
  const reading = { eased, digits: /\d/.test(word) }
  const folded = fold(word, reading)
  return {
    sounds: folded.sounds,
    needs: [...folded.sounds].map((_, index) => needOf(folded, index)),
    reading,
    eased,
    latin: folded.letters.every(({ latin }) => latin),
    weight,
    syllables: folded.letters.filter(({ begins }) => begins).length,
    atStart: false,
  }
}

function needOf({ letters, firsts }: Folded, index: number): Need {
  const run = letters.slice(firsts[index], firsts[index + 1])
  return {
    doubled: isDoubled(run),
    begins: run.some(({ begins }) => begins),
    lone: run.some(({ lone, letter }) => lone && !isVowel(letter)),
    afterGap: (run[0]?.gap ?? GAP.none) !== GAP.none,
  }
}

/** Tense, or the same consonant twice: 끼, 존나. */
export function isDoubled(run: readonly { letter: string; tense: boolean }[]) {
  return run.some(({ tense }) => tense) || (run.length > 1 && !isVowel(run[0]?.letter ?? ''))
}

const withStart = (pattern: Pattern, mixed: string) => ({
  ...pattern,
  atStart: !pattern.needs[0]?.lone && mixed !== '',
})

/** ㅅ발 and 시ㅂ for 시발: some syllables as their first letter, never all of them. */
function initialsOf(word: string) {
  const syllables = [...word]
  if (syllables.length < 2 || !syllables.every((char) => char >= '가' && char <= '힣')) return []
  const leads = syllables.map((syllable) => getChoseong(syllable))
  const hides = syllables.map((_, index) => 1 << index)
  const all =
    syllables.length <= MOST_MIXED ? Array.from({ length: 2 ** hides.length - 2 }, (_, n) => n + 1) : hides
  return all
    .filter((hidden) => hides.every((bit, index) => !(hidden & bit) || HEARD_LEADS.test(leads[index] ?? '')))
    .map((hidden) =>
      syllables.map((syllable, index) => (hidden & (1 << index) ? leads[index] : syllable)).join(''),
    )
}

function typedOf(word: string) {
  if (!/^[가-힣]{2,}$/.test(word)) return []
  const typed = convertHangulToQwerty(word).toLowerCase()
  return typed.length >= LEAST_TYPED ? [typed] : []
}
