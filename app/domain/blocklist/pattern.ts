import { type Folded, fold, GAP, type Reading } from './fold'
import { type Ease, isVowel } from './jamo'
import { stripInvisible } from './strip-invisible'

const ENOUGH_TO_EASE = 5
const LONG_FROM = 3

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

const isMixed = (word: string) => /[\da-z]/.test(stripInvisible(word))

/** What a text is held to by one way of writing a rule. */
export function patternOf(word: string): Pattern {
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
