import { disassemble, disassembleCompleteCharacter } from 'es-hangul'
import { type Glyph, glyphsOf, isVowel, stripInvisible } from './glyphs'

/** How freely vowels are read: as written, with their shades taken for one another, or with ㅐ and ㅞ as ㅔ too. */
export type Ease = 0 | 1 | 2

const SHADES: Record<string, string> = {
  ...{ ㅑ: 'ㅏ', ㅕ: 'ㅓ', ㅛ: 'ㅗ', ㅠ: 'ㅜ', ㅒ: 'ㅐ', ㅖ: 'ㅔ', ㅡㅣ: 'ㅣ', ㅜㅣ: 'ㅣ' },
}
const DRAWN: Record<string, string> = { 댕: '멍', 띵: '명', 윾: '유' }
const ECHOES: Record<string, string> = {
  ...{ ㅐ: 'ㅔ', ㅔ: 'ㅐ', ㅑ: 'ㅏ', ㅕ: 'ㅓ', ㅛ: 'ㅗ', ㅠ: 'ㅜ', ㅒ: 'ㅐ', ㅖ: 'ㅔ' },
}
const TENSE: Record<string, string> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' }

export const GAP = { none: 0, digits: 1, symbols: 2, wide: 3 } as const
type Gap = (typeof GAP)[keyof typeof GAP]

const LATIN_ALIKE: Record<string, string> = { l: 'i', v: 'u' }

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
    const [before, after] = [glyphs[index - 1], glyphs[index + 1]]
    const read = spell(glyph, [before, after], reading)
    if (read === null) {
      if (gapOf(glyph) > gap) gap = gapOf(glyph)
      continue
    }
    for (const [place, written] of [...read].entries()) {
      const letter = plainJamoOf(written) ?? LATIN_ALIKE[written] ?? written
      const single = glyph.kind !== 'syllable'
      letters.push({
        letter,
        at: glyph.at,
        begins: single ? beginsAlone(glyph, before) : place === 0,
        ends: single ? endsAlone(glyph, after) : place === read.length - 1,
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
function spell({ char, kind }: Glyph, [before, after]: [Glyph?, Glyph?], { ease, mixed }: Reading) {
  const isPushedIn = before?.kind === 'syllable' && after?.kind === 'syllable'
  if (kind === 'syllable') return jamoOf(char, ease)
  if (kind === 'latin') return mixed || !isPushedIn ? char : null
  if (kind === 'digit') return mixed ? char : null
  if (kind !== 'jamo') return null
  return char === 'ㅇ' && isVowel(after?.char ?? '') ? '' : loneJamo(char, ease)
}

function beginsAlone(glyph: Glyph, before?: Glyph) {
  if (glyph.kind === 'digit') return before?.kind !== 'digit'
  if (glyph.kind === 'latin' || !isVowel(glyph.char)) return true
  return before?.kind !== 'jamo' || before.char === 'ㅇ' || isVowel(before.char)
}

const endsAlone = ({ kind }: Glyph, after?: Glyph) => kind !== 'digit' || after?.kind !== 'digit'

function gapOf({ kind }: Glyph): Gap {
  if (kind === 'digit') return GAP.digits
  return kind === 'symbol' || kind === 'latin' ? GAP.symbols : GAP.wide
}

function jamoOf(syllable: string, ease: Ease) {
  const parts = disassembleCompleteCharacter(ease ? (DRAWN[syllable] ?? syllable) : syllable)
  if (!parts) return syllable
  const heard = parts.choseong === 'ㅇ' ? '' : parts.choseong
  return `${heard}${easeVowel(parts.jungseong, ease)}${parts.jongseong}`
}

function loneJamo(jamo: string, ease: Ease) {
  return easeVowel(disassemble(jamo), ease)
}

function easeVowel(vowel: string, ease: Ease) {
  const shade = ease ? (SHADES[vowel] ?? vowel) : vowel
  return ease === 2 && /^(ㅐ|ㅜㅔ)$/.test(shade) ? 'ㅔ' : shade
}

/** Whether a letter only draws out the one before it: 시이, 새에, 벼어. */
const drawsOut = (letter: string, before: string) => letter === before || ECHOES[before] === letter

export const plainJamoOf = (letter: string) => TENSE[letter]
