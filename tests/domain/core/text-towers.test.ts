import { expect, test } from 'vitest'
import { tidy, writing } from '~/domain/core/text'

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
