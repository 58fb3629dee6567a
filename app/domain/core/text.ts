import { z } from 'zod'

const segmenter = new Intl.Segmenter('ko', { granularity: 'grapheme' })
const MAX_CODE_UNITS_A_GRAPHEME = 20
const MAX_CODE_UNITS = 20_000
const LONE_SURROGATE = /\p{Surrogate}/u
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const UNSHOWABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\p{Surrogate}/gu
const DIRECTION_OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/g
const PILED_MARKS = /(\p{M}(?:\p{Cf}*\p{M}){3})(?:\p{Cf}*\p{M})+/gu
const EMPTY_LINES = /\n(?:[^\S\n]*\n){2,}/g
const INVISIBLE =
  /[\s\p{Default_Ignorable_Code_Point}\p{Cf}\p{Noncharacter_Code_Point}\u2800\u{16fe4}\u{1d159}]/gu

/** 👨‍👩‍👧 and 한 are one each. */
export function countGraphemes(text: string) {
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/** Nothing to read is left when spaces, fillers (U+3164) and zero-width characters are taken away. */
export function isBlank(text: string) {
  return text.replace(INVISIBLE, '') === ''
}

/** What a person wrote, as it is kept: NFC, one kind of line end, no direction tricks, no towers of marks or empty lines, no outer spaces. */
export function tidy(text: string) {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(DIRECTION_OVERRIDES, '')
    .normalize('NFC')
    .replace(PILED_MARKS, '$1')
    .replace(EMPTY_LINES, '\n\n')
    .trim()
}

export function tidyRelayed(text: string, max: number) {
  const shown = text.slice(0, MAX_CODE_UNITS).replace(UNSHOWABLE, '')
  const clusters = [...segmenter.segment(tidy(shown))].slice(0, max)
  const kept = clusters.map(({ segment }) => segment.slice(0, MAX_CODE_UNITS_A_GRAPHEME)).join('')
  return isBlank(kept) ? '' : kept.trim()
}

/** A text field of at most `max` grapheme clusters; blank-looking text is kept for the act to refuse. */
export function writing(max: number) {
  return z
    .string()
    .max(Math.min(max * MAX_CODE_UNITS_A_GRAPHEME, MAX_CODE_UNITS), `at_most:${max}`)
    .refine((text) => !LONE_SURROGATE.test(text) && !CONTROL.test(text), 'unusable_character')
    .transform(tidy)
    .refine((text) => countGraphemes(text) <= max, `at_most:${max}`)
}
