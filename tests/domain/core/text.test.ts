import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldCopy } from '~/copy/ko/fields'
import { countGraphemes, isBlank, tidy, writing } from '~/domain/core/text'

const INVISIBLES = [
  ' ',
  '\t',
  '\n',
  '\u00a0',
  '\u00ad',
  '\u034f',
  '\u115f',
  '\u1160',
  '\u17b4',
  '\u180e',
  '\u200b',
  '\u200d',
  '\u2028',
  '\u202e',
  '\u2060',
  '\u2066',
  '\u2800',
  '\u3000',
  '\u3164',
  '\ufe0f',
  '\ufeff',
  '\uffa0',
  '\u{1d159}',
  '\u{1d173}',
  '\u{e0020}',
  '\u{e01ef}',
]
const FAMILY = '👨‍👩‍👧'
const read = (text: unknown, most = 10) => writing(most).safeParse(text)

describe('A text', () => {
  test.each([
    ['', 0],
    ['한글', 2],
    ['한글'.normalize('NFD'), 2],
    [FAMILY, 1],
    ['🇰🇷🇰🇷', 2],
    ['👍🏽', 1],
    ['e\u0301', 1],
    ['\r\n', 1],
    ['ㅋㅋ', 2],
  ])('%j is as long as a person sees it: %i', (text, length) => {
    expect(countGraphemes(text)).toBe(length)
  })

  test('of nothing but invisible characters looks blank, however they are mixed', () => {
    for (const one of INVISIBLES) expect(isBlank(one), JSON.stringify(one)).toBe(true)
    fc.assert(fc.property(fc.array(fc.constantFrom(...INVISIBLES)), (parts) => isBlank(parts.join(''))))
  })

  test('with one letter in it does not look blank', () => {
    const letter = fc.constantFrom('가', 'a', '.', '❤', '1', '👍', 'ㅋ', '\u0301')
    const around = fc.array(fc.constantFrom(...INVISIBLES)).map((parts) => parts.join(''))
    fc.assert(fc.property(around, letter, around, (left, one, right) => !isBlank(left + one + right)))
  })

  test('is kept in one form: composed, one kind of line end, no outer spaces, no turned directions', () => {
    expect(tidy(' 한\r\n글\r끝 '.normalize('NFD'))).toBe('한\n글\n끝')
    expect(tidy('\u202eabc\u202c\u2066d\u2069')).toBe('abcd')
    expect(tidy(`\u202e ${FAMILY} \u202c`)).toBe(FAMILY)
  })

  test('that was tidied once is tidy', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.constantFrom(...INVISIBLES, '\r', 'ㅏ', 'ㄱ', 'e', '\u0301'))
        .map((parts) => parts.join('')),
    )
    fc.assert(fc.property(text, (one) => tidy(tidy(one)) === tidy(one)))
    fc.assert(fc.property(text, (one) => !/[\r\u202a-\u202e\u2066-\u2069]/.test(tidy(one))))
  })
})

describe('Writing', () => {
  test('is counted as people count, after it is tidied', () => {
    expect(read(` ${FAMILY.repeat(10)}\n`).data).toBe(FAMILY.repeat(10))
    expect(read(FAMILY.repeat(11)).success).toBe(false)
    expect(read('가'.repeat(10).normalize('NFD')).data).toBe('가'.repeat(10))
  })

  test('never grows beyond what the database and the page can bear', () => {
    const zalgo = `a${'\u0301'.repeat(5_000)}`
    expect(read(zalgo).success).toBe(false)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const { data } = read(text)
        expect(data === undefined || (data.length <= 200 && countGraphemes(data) <= 10)).toBe(true)
      }),
    )
  })

  test.each(['\u0000', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\ud800', 'a\udc00', '\udc00\ud800'])(
    'refuses %j, which nobody types',
    (text) => {
      expect(read(text).success).toBe(false)
    },
  )

  test('keeps line breaks, tabs and pairs of surrogates', () => {
    expect(read('가\n\t나🧀').data).toBe('가\n\t나🧀')
  })

  test('says what is wrong in Korean', () => {
    for (const wrong of ['가'.repeat(11), '\u0000', 'a'.repeat(1_000)]) {
      const errors = read(wrong).error?.issues.map(({ message }) => ({ path: '', message })) ?? []
      for (const { message } of fieldCopy(errors)) expect(message).toMatch(/[가-힣]/)
    }
  })
})

test('No message towers over its neighbours by piled marks or empty lines', () => {
  expect(tidy(`a${'\u0316'.repeat(2_900)}`)).toBe(`a${'\u0316'.repeat(4)}`)
  for (const unseen of ['\u200d', '\u200c', '\u{e0041}', '\u200d\u200c']) {
    const towers = `a${`${'\u0316'.repeat(4)}${unseen}`.repeat(300)}`
    expect(tidy(towers).match(/\u0316/g)).toHaveLength(4)
  }
  expect(tidy('👩🏻‍❤️‍💋‍👩🏻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 한글')).toBe('👩🏻‍❤️‍💋‍👩🏻 🏴󠁧󠁢󠁥󠁮󠁧󠁿 한글')
  expect(tidy(`가${'\n'.repeat(298)}나`)).toBe('가\n\n나')
  expect(tidy('가\n \n\t\n나')).toBe('가\n\n나')
  expect(writing(300).parse('첫 줄\n둘째 줄\n\n넷째 줄')).toBe('첫 줄\n둘째 줄\n\n넷째 줄')
})
