import { disassemble, disassembleCompleteCharacter } from 'es-hangul'

/** How freely vowels are read: as written, with their shades taken for one another, or with ㅐ and ㅞ as ㅔ too. */
export type Ease = 0 | 1 | 2

const SHADES: Record<string, string> = {
  ...{ ㅑ: 'ㅏ', ㅕ: 'ㅓ', ㅛ: 'ㅗ', ㅠ: 'ㅜ', ㅒ: 'ㅐ', ㅖ: 'ㅔ', ㅡㅣ: 'ㅣ', ㅜㅣ: 'ㅣ' },
}
const DRAWN: Record<string, string> = { 댕: '멍', 띵: '명', 윾: '유' }

/** The letters of one syllable without a silent ㅇ. */
export function jamoOf(syllable: string, ease: Ease) {
  const parts = disassembleCompleteCharacter(ease ? (DRAWN[syllable] ?? syllable) : syllable)
  if (!parts) return syllable
  const heard = parts.choseong === 'ㅇ' ? '' : parts.choseong
  return `${heard}${easeVowel(parts.jungseong, ease)}${parts.jongseong}`
}

/** The letters of a jamo that stands alone: ㅄ is two. */
export function loneJamo(jamo: string, ease: Ease) {
  return easeVowel(disassemble(jamo), ease)
}

function easeVowel(vowel: string, ease: Ease) {
  const shade = ease ? (SHADES[vowel] ?? vowel) : vowel
  return ease === 2 && /^(ㅐ|ㅜㅔ)$/.test(shade) ? 'ㅔ' : shade
}

const ECHOES: Record<string, string> = {
  ...{ ㅐ: 'ㅔ', ㅔ: 'ㅐ', ㅑ: 'ㅏ', ㅕ: 'ㅓ', ㅛ: 'ㅗ', ㅠ: 'ㅜ', ㅒ: 'ㅐ', ㅖ: 'ㅔ' },
}

/** Whether a letter only draws out the one before it: 시이, 새에, 벼어. */
export const drawsOut = (letter: string, before: string) => letter === before || ECHOES[before] === letter

const TENSE: Record<string, string> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' }

/** The plain letter of a tense one, or none. */
export const plainJamoOf = (letter: string) => TENSE[letter]

export const isVowel = (letter: string) => letter >= 'ㅏ' && letter <= 'ㅣ'
