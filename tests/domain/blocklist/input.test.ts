import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fieldCopy } from '~/copy/ko/fields'
import { allowedWords, blockedWords, MAX_BLOCKED_WORDS } from '~/domain/blocklist/input'
import { coerceFormValues } from '~/http/pipeline/validate.server'

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `나쁜말${index}`)
const complaints = (value: unknown) =>
  blockedWords
    .safeParse(value)
    .error?.issues.flatMap(({ message }) => fieldCopy([{ path: '', message }]).map((error) => error.message))

describe('A list of blocked words', () => {
  test('is read from a list, or from one field with a word a line or between commas', () => {
    const words = ['바보', '엿 먹어', 'spam']
    expect(blockedWords.parse(words)).toEqual(words)
    expect(blockedWords.parse('바보\r\n엿 먹어\nspam')).toEqual(words)
    expect(blockedWords.parse(' 바보, 엿 먹어 ，spam,')).toEqual(words)
    expect(blockedWords.parse('')).toEqual([])
  })

  test('comes out of a form as it does out of JSON', () => {
    const schema = z.object({ blockedWords, allowedWords })
    const form = coerceFormValues(schema, { blockedWords: '바보\n멍청이', allowedWords: '' })
    expect(schema.parse(form)).toEqual({ blockedWords: ['바보', '멍청이'], allowedWords: [] })
  })

  test('loses blank words and repeats, and keeps the first of each as it was written', () => {
    expect(
      blockedWords.parse(['바보', ' ', '\u200b', '바보', '바보'.normalize('NFD'), 'Spam', 'spam']),
    ).toEqual(['바보', 'Spam'])
  })

  test('has room for two hundred words of thirty letters as people count them', () => {
    expect(blockedWords.parse(numbered(MAX_BLOCKED_WORDS))).toHaveLength(MAX_BLOCKED_WORDS)
    expect(blockedWords.parse([...numbered(MAX_BLOCKED_WORDS), '나쁜말0'])).toHaveLength(MAX_BLOCKED_WORDS)
    expect(complaints(numbered(MAX_BLOCKED_WORDS + 1))).toEqual(['200개까지 적을 수 있어요'])
    expect(blockedWords.parse(['바'.repeat(30)])).toHaveLength(1)
    expect(complaints(['바'.repeat(31)])).toEqual(['30자까지 쓸 수 있어요'])
    expect(complaints('바보\n'.repeat(50_000))).toEqual(['목록이 너무 길어요'])
  })

  test.each(['ㅗ', '아', '!', '♥♥♥', '🖕', 'a', '1', '...'])(
    'refuses %s, which nothing can be recognised by',
    (word) => {
      expect(complaints([word])).toEqual(['글자가 너무 적어요. 두 글자 이상 적어 주세요'])
      expect(allowedWords.parse([word])).toEqual([word])
    },
  )

  test.each(['좆', 'ㅅㅂ', '18', '년'])('takes %s', (word) => {
    expect(blockedWords.parse([word])).toEqual([word])
  })

  test('refuses what is no text, in Korean where a person wrote it', () => {
    for (const wrong of [null, undefined, 1, {}, [1], [['바보']]])
      expect(blockedWords.safeParse(wrong).success).toBe(false)
    for (const message of complaints(['\u0000바보']) ?? []) expect(message).toMatch(/[가-힣]/)
  })

  test('can be told in the OpenAPI document', () => {
    const { anyOf } = z.toJSONSchema(blockedWords, { io: 'input' })
    expect(anyOf).toMatchObject([{ type: 'string' }, { type: 'array', items: { type: 'string' } }])
    expect(z.toJSONSchema(z.object({ blockedWords }), { io: 'input' })).toMatchObject({
      required: ['blockedWords'],
    })
  })
})
