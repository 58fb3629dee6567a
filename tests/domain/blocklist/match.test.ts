import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchBlockedWord } from '~/domain/blocklist/match'
import { BYPASSES } from './bypasses'

const LEAST_CAUGHT = 0.95
const MAX_DISTURBED = 0.01

const innocents = readFileSync('tests/domain/blocklist/innocents.txt', 'utf8').split('\n').filter(Boolean)
const attempts = Object.entries(BYPASSES).flatMap(([word, texts]) => texts.map((text) => ({ word, text })))
const usual = '존나 좆같 닥쳐 꺼져 죽어 애미 걸레 창녀 등신 한남 메갈 ㅂㅅ ㄲㅈ ass hell'.split(' ')
const list = [...Object.keys(BYPASSES), ...usual]
const caught = (text: string, blocked: readonly string[], allowed: readonly string[] = []) =>
  matchBlockedWord(text, { blocked, allowed })

describe('A blocked word', () => {
  test('is caught in at least 95 of 100 disguises', () => {
    expect(attempts.length).toBeGreaterThanOrEqual(120)
    const missed = attempts.filter(({ word, text }) => caught(text, [word]) !== word)
    const rate = 1 - missed.length / attempts.length
    expect(rate, missed.map(({ word, text }) => `${word} ← ${text}`).join('\n')).toBeGreaterThanOrEqual(
      LEAST_CAUGHT,
    )
  })

  test('disturbs at most one innocent sentence in a hundred, though a whole list of them is blocked', () => {
    expect(innocents.length).toBeGreaterThanOrEqual(300)
    const disturbed = innocents.filter((text) => caught(text, list) !== null)
    const said = disturbed.map((text) => `${caught(text, list)} ← ${text}`).join('\n')
    expect(disturbed.length / innocents.length, said).toBeLessThanOrEqual(MAX_DISTURBED)
  })

  test('is named as the creator wrote it, the first of their list', () => {
    expect(caught('야 시1발', ['바보', '씨 발', '시발'])).toBe('씨 발')
    expect(caught('FUCK', ['Fuck'])).toBe('Fuck')
    expect(caught('좋은 하루 보내세요', ['바보'])).toBeNull()
    expect(caught('시발', [])).toBeNull()
    expect(caught('', ['바보'])).toBeNull()
  })

  test.each([
    ['돼지', '그러면 되지'],
    ['모기', '목이 아파요'],
    ['거지', '꺼지지 마세요'],
    ['새끼', '하루 세끼 드세요'],
    ['새끼', '마음에 새기고 갈게요'],
    ['바보', '아빠보고 싶어요'],
    ['조나', '존나'],
    ['싸가지', '커피 사가지고 왔어요'],
    ['년', '작년부터 봤어요'],
    ['18', '2018년부터 봤어요'],
    ['ㅂㅅ', '웃겨요 입술'],
    ['ass', 'class'],
    ['hell', 'hello'],
    ['god', 'good'],
    ['재기', 'world'],
  ])('%s is not found in "%s"', (word, text) => {
    expect(caught(text, [word])).toBeNull()
  })

  test.each([
    ['18', '야 이 18아'],
    ['1찍', '1찍이네'],
    ['1찍', '1 찍'],
    ['world', 'wo rld cup'],
    ['엿 먹어', '엿 먹어라'],
    ['엿먹어', '엿 먹어'],
    ['n번방', 'N번방'],
    ['ㅗㅗ', 'ㅗㅗㅗ'],
    ['광고', '광.고 아니에요'],
    ['스포', '스_포 금지'],
  ])('%s is found in "%s"', (word, text) => {
    expect(caught(text, [word])).toBe(word)
  })

  test.each([
    ['병신', '내일 병신도 고칠 명의 나온다는 드라마 봤어요', '병신도 고칠'],
    ['애미', '애미야 국이 짜다 ㅋㅋ', '애미야 국이'],
    ['메갈', '메갈리아 아니고 메갈로드 게임', '메갈리아'],
    ['창녀', '창녀원 아니고 수녀원', '창녀원'],
    ['ㅂㅅ', '8시 ㅂㅅ 아니고 8시 방송', 'ㅂㅅ 아니고'],
    ['ㅅㅂ', 'ㅅㅂㅅ 뭐예요', 'ㅅㅂㅅ'],
    ['ㅂㅅ', 'ㅂㅅ역이 부산역인가요?', 'ㅂㅅ역'],
    ['존나', '존나게 아니고 정말 좋아요', '존나게'],
  ])('%s that stands in "%s" is taken as it stands, until "%s" is allowed', (word, text, phrase) => {
    expect(caught(text, [word])).toBe(word)
    expect(caught(text, [word], [phrase])).toBeNull()
  })

  test('brings the other spellings of the commonest abuse, named as the creator wrote it', () => {
    expect(caught('야 븅신아', ['병신'])).toBe('병신')
    expect(caught('아 ㅅㅂ', ['시발'])).toBe('시발')
    expect(caught('시8', ['시발'])).toBe('시발')
    expect(caught('몇시 8분에 시팔', ['18'])).toBeNull()
  })

  test('in a phrase that the creator allows is let through, elsewhere in the same text it is not', () => {
    expect(caught('여기가 시바신의 신전', ['시바'])).toBe('시바')
    expect(caught('여기가 시바신의 신전', ['시바'], ['시바신'])).toBeNull()
    expect(caught('새로운 시발점', ['시발'], ['시발점'])).toBeNull()
    expect(caught('시발점은 시발', ['시발'], ['시발점'])).toBe('시발')
    expect(caught('HELLO kitty', ['hello'], ['Hello Kitty'])).toBeNull()
    expect(caught('시발', ['시발'], ['', ' ', '\u200b'])).toBe('시발')
  })

  test('that contains an everyday word is still the creator’s own', () => {
    expect(caught('시발점', ['시발'])).toBeNull()
    expect(caught('시발점', ['시발점'])).toBe('시발점')
  })
})

describe('Whatever is written', () => {
  const hangul = fc.constantFrom(
    '시',
    '발',
    'ㅅ',
    'ㅂ',
    'ㅏ',
    'ㅣ',
    ' ',
    '.',
    '1',
    'l',
    'r',
    '이',
    '\u200b',
    'ㅋ',
    'a',
    '@',
  )
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(hangul).map((parts) => parts.join('')),
  )

  test('matching answers with one of the words, or none', () => {
    fc.assert(
      fc.property(anything, fc.array(anything), fc.array(anything), (text, blocked, allowed) => {
        const word = matchBlockedWord(text, { blocked, allowed })
        expect(word === null || blocked.includes(word)).toBe(true)
      }),
    )
  })

  test('a zero-width character or a combining mark inside a word never hides it', () => {
    const found = attempts.filter(({ word, text }) => caught(text, [word]) === word)
    const unseen = fc.constantFrom(
      '\u200b',
      '\u200d',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u3164',
      '\u0301',
      '\u0336',
      '\u20dd',
      '\ufe0f',
    )
    fc.assert(
      fc.property(fc.constantFrom(...found), fc.nat(), unseen, ({ word, text }, place, char) => {
        const points = [...text]
        points.splice(place % (points.length + 1), 0, char)
        expect(caught(points.join(''), [word])).toBe(word)
      }),
      { numRuns: 1_000 },
    )
  })

  test('two thousand characters against two hundred words come to an end', () => {
    const texts = [
      '시',
      'ㅅ',
      '시 ',
      '시1',
      'ㅅㅣ',
      'ab',
      'a',
      '시바',
      '\u0301',
      '발시ㅋ',
      '1',
      ' ',
      'ㅏㅑ',
      '시발점',
    ]
    for (const unit of texts) {
      const text = unit.repeat(2_000).slice(0, 2_000)
      const blocked = Array.from(
        { length: 200 },
        (_, index) => `${unit.repeat(1 + (index % 30)).slice(0, 29)}끝${index}`,
      )
      expect(caught(text, blocked, blocked.concat(unit.repeat(3)))).toBeNull()
    }
  })
})
