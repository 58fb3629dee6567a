import { type Glyph, glyphsOf } from './glyphs'
import { drawsOut, type Ease, isVowel, jamoOf, loneJamo, plainJamoOf } from './jamo'
import { stripInvisible } from './strip-invisible'

export const GAP = { none: 0, digits: 1, symbols: 2, wide: 3 } as const
type Gap = (typeof GAP)[keyof typeof GAP]

const LATIN_ALIKE: Record<string, string> = { l: 'i', v: 'u' }

/** One letter where it was written: whether a syllable or word begins or ends with it, and what stands before it. */
export type Letter = {
  letter: string
  at: number
  begins: boolean
  ends: boolean
  lone: boolean
  tense: boolean
  latin: boolean
  leet: boolean
  gap: Gap
}

/** A text as runs of equal letters: `sounds[i]` was written as `letters[firsts[i]]` up to before `letters[firsts[i + 1]]`. */
export type Folded = { text: string; letters: Letter[]; sounds: string; firsts: number[] }

/** `mixed` reads numbers, and Latin letters between syllables, as letters instead of passing over them. */
export type Reading = { ease: Ease; mixed: boolean }

/** Reads a text for its letters: however they are spaced, decorated, drawn out or taken apart, the same letters come out. */
export function fold(written: string, reading: Reading): Folded {
  const text = stripInvisible(written)
  return foldGlyphs(text, glyphsOf(text), reading)
}

/** The same for a text that is read more than once. */
export function foldGlyphs(text: string, glyphs: Glyph[], reading: Reading): Folded {
  const letters = readLetters(glyphs, reading)
  const sounds: string[] = []
  const firsts: number[] = []
  for (const [index, { letter }] of letters.entries()) {
    if (drawsOut(letter, sounds.at(-1) ?? '') && !/\d/.test(letter)) continue
    sounds.push(letter)
    firsts.push(index)
  }
  firsts.push(letters.length)
  return { text, letters, sounds: sounds.join(''), firsts }
}

function readLetters(glyphs: Glyph[], reading: Reading) {
  const letters: Letter[] = []
  let gap: Gap = GAP.none
  for (const [index, glyph] of glyphs.entries()) {
    const read = spell(glyphs, index, reading)
    if (read === null) {
      gap = Math.max(gap, gapOf(glyph)) as Gap
      continue
    }
    for (const [place, written] of [...read].entries()) {
      const letter = plainJamoOf(written) ?? LATIN_ALIKE[written] ?? written
      const single = glyph.kind !== 'syllable'
      letters.push({
        letter,
        at: glyph.at,
        begins: single ? beginsAlone(glyphs, index) : place === 0,
        ends: single ? endsAlone(glyphs, index) : place === read.length - 1,
        lone: glyph.kind === 'jamo',
        tense: plainJamoOf(written) !== undefined,
        latin: glyph.kind === 'latin',
        leet: glyph.leet ?? false,
        gap: place === 0 ? gap : GAP.none,
      })
    }
    if (read) gap = GAP.none
  }
  return letters
}

/** The letters of a glyph, empty for an ㅇ that is not heard, null for what is no letter. */
function spell(glyphs: Glyph[], index: number, { ease, mixed }: Reading) {
  const { char, kind } = glyphs[index] as Glyph
  if (kind === 'syllable') return jamoOf(char, ease)
  if (kind === 'latin') return mixed || !isPushedIn(glyphs, index) ? char : null
  if (kind === 'digit') return mixed ? char : null
  if (kind !== 'jamo') return null
  return char === 'ㅇ' && isVowel(glyphs[index + 1]?.char ?? '') ? '' : loneJamo(char, ease)
}

const isPushedIn = (glyphs: Glyph[], index: number) =>
  glyphs[index - 1]?.kind === 'syllable' && glyphs[index + 1]?.kind === 'syllable'

function beginsAlone(glyphs: Glyph[], index: number) {
  const [before, glyph] = [glyphs[index - 1], glyphs[index] as Glyph]
  if (glyph.kind === 'digit') return before?.kind !== 'digit'
  if (glyph.kind === 'latin' || !isVowel(glyph.char)) return true
  return before?.kind !== 'jamo' || before.char === 'ㅇ' || isVowel(before.char)
}

function endsAlone(glyphs: Glyph[], index: number) {
  return glyphs[index]?.kind !== 'digit' || glyphs[index + 1]?.kind !== 'digit'
}

function gapOf({ kind }: Glyph): Gap {
  if (kind === 'digit') return GAP.digits
  return kind === 'symbol' || kind === 'latin' ? GAP.symbols : GAP.wide
}
