import { disassemble, disassembleCompleteCharacter } from 'es-hangul'

const EASED: Record<string, string> = {
  ...{ ㅑ: 'ㅏ', ㅕ: 'ㅓ', ㅛ: 'ㅗ', ㅠ: 'ㅜ', ㅐ: 'ㅔ', ㅒ: 'ㅔ', ㅖ: 'ㅔ' },
  ...{ ㅡㅣ: 'ㅣ', ㅜㅣ: 'ㅣ', ㅜㅔ: 'ㅔ' },
}
const DRAWN: Record<string, string> = { 댕: '멍', 띵: '명', 윾: '유' }

/** The letters of one syllable without a silent ㅇ; `eased` takes vowels that are swapped to hide a word for one another. */
export function lettersOf(syllable: string, eased: boolean) {
  const parts = disassembleCompleteCharacter(eased ? (DRAWN[syllable] ?? syllable) : syllable)
  if (!parts) return syllable
  const heard = parts.choseong === 'ㅇ' ? '' : parts.choseong
  return `${heard}${eased ? easeVowel(parts.jungseong) : parts.jungseong}${parts.jongseong}`
}

/** The letters of a jamo that stands alone: ㅄ is two. */
export function loneLetters(jamo: string, eased: boolean) {
  const letters = disassemble(jamo)
  return eased ? easeVowel(letters) : letters
}

const easeVowel = (vowel: string) => EASED[vowel] ?? vowel

const TENSE: Record<string, string> = { ㄲ: 'ㄱ', ㄸ: 'ㄷ', ㅃ: 'ㅂ', ㅆ: 'ㅅ', ㅉ: 'ㅈ' }

/** The plain letter of a tense one, or none. */
export const plainOf = (letter: string) => TENSE[letter]

export const isVowel = (letter: string) => letter >= 'ㅏ' && letter <= 'ㅣ'
