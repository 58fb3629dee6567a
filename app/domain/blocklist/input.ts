import { z } from 'zod'
import { isBlank, writing } from '~/domain/core/text'
import { stripInvisible } from './glyphs'
import { countLetters } from './pattern'

export const MAX_BLOCKED_WORDS = 200
const MAX_BLOCKED_WORD = 30
const LEAST_LETTERS = 2
const MAX_FIELD = 20_000
const SEPARATORS = /[\n\r,，、]/

const word = writing(MAX_BLOCKED_WORD)

/** A list of words as a list, or as the one text field of a form: a word a line or between commas; blank ones and repeats are dropped. */
const listed = (entry: z.ZodType<string, string>) =>
  z
    .union([
      z.string().max(MAX_FIELD, 'list_too_long'),
      z.array(z.string()).max(MAX_BLOCKED_WORDS * 5, 'list_too_long'),
    ])
    .transform((written) => (typeof written === 'string' ? written.split(SEPARATORS) : written))
    .transform((words) => words.filter((one) => !isBlank(one)))
    .pipe(z.array(entry))
    .transform((words) =>
      [...new Map(words.toReversed().map((one) => [stripInvisible(one), one])).values()].toReversed(),
    )
    .refine((words) => words.length <= MAX_BLOCKED_WORDS, `at_most_words:${MAX_BLOCKED_WORDS}`)

export const blockedWords = listed(
  word.refine((one) => countLetters(one) >= LEAST_LETTERS, 'too_few_letters'),
)

export const allowedWords = listed(word)
