import { convertHangulToQwerty, disassemble, getChoseong } from 'es-hangul'
import type { Glyph } from './glyphs'
import { isVowel, plainJamoOf } from './jamo'
import { type Pattern, patternOf } from './pattern'
import { spellingsOf } from './spellings'
import { stripInvisible } from './strip-invisible'

const LEAST_TYPED = 4
const MAX_MIXED = 3
const MAX_KEPT = 2_000
const LAUGHTER_AND_YES = /[ㅋㅎㅇ]/

/** What a text has that a rule could be disguised in: letters that stand alone, and Latin ones. */
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

/** The ways in which a creator's word is looked for in a text that has these letters. */
export function patternsOf(word: string, seen: ScriptMarks): Pattern[] {
  const { known, initials, typed } = ruleOf(word)
  const mixed = initials.filter(({ needed }) => needed.every((letter) => seen.initials.has(letter)))
  return [...known, ...mixed.map(({ pattern }) => pattern), ...(seen.latin ? typed : [])]
}

/** A rule is read once for many texts: creators seldom change their lists. */
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
