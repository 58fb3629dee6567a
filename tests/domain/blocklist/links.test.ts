import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containsLink } from '~/domain/blocklist/links'

describe('A link', () => {
  test.each([
    'https://chzzk.naver.com/live',
    'http://a.example/x',
    'hxxps://evil.example',
    'https : // x.yz',
    'www.naver.com',
    'www . naver . com',
    '여기 naver.com 보세요',
    'naver.com에서 봐요',
    'NAVER.COM',
    'youtu.be/abc',
    'youtu.be',
    'bit.ly/3xYz',
    'open.kakao.com/o/abc',
    'discord.gg/abc',
    'discord . gg / abc',
    't.me/abc',
    't.me',
    'naver . com',
    'naver. com',
    'naver .com',
    'naver。com',
    'naver．com',
    'ｎａｖｅｒ．ｃｏｍ',
    'naver·com',
    'naver 점 com',
    'naver dot com',
    'naver점com',
    'my-shop1닷net',
    'naver 쩜 com',
    'naver・com',
    'naver･com',
    'naverꓸcom',
    'naver(.)com',
    'naver[.]com',
    'naver(dot)com',
    'naver [점] com',
    'nаver.com',
    'na\u200bver.c\u0301om',
    'ⓝⓐⓥⓔⓡ.ⓒⓞⓜ',
    '치지직.com',
    'naver.한국',
    'abc.co.kr',
    'my-shop.shop',
    '카지노.com 최고',
    'someone@gmail.com',
    '192.168.0.1/admin',
    '10.0.0.1:8080',
    'abc.kim/x',
    'vo.la/x',
    'twitch.tv/abc',
    '토토 abc.xyz 가입',
  ])('is found in "%s"', (text) => {
    expect(containsLink(text)).toBe(true)
  })

  test.each([
    '3.5점',
    '안녕.반가워',
    'ㅋㅋ.ㅋㅋ',
    '1.000치즈',
    '1,000치즈',
    'v1.2.3',
    'v1.2.3.4',
    'e.g.',
    'i.e. this',
    '오후 3.30',
    'Mr.Kim',
    'Mr. Kim',
    '좋아요...정말',
    '12.25',
    '2026.11.22.',
    '2026.11.22/23',
    '수고했어요.gg',
    'ez.gg wp',
    '우리집.TV',
    'hello. me too',
    'I like it.So do I',
    'end of story. it is',
    'main.py',
    'node.js',
    'readme.md',
    'a/b',
    '1/2',
    '3:0',
    '24:00',
    '^^/',
    '점 컴퓨터',
    '9점 com',
    '9점com',
    '점com',
    'a점company',
    'www 대박',
    'ㅎㅎ://',
    'http가 뭐예요?',
    '컴.퓨.터',
    'A.B.C',
    'U.S.A.',
    'No.1',
    'vs.',
    'feat.IU',
    'Lv.99',
    'S.E.S.',
    'p.s. 사랑해요',
    'naver 좋아요. com 아니에요',
    '',
  ])('is not found in "%s"', (text) => {
    expect(containsLink(text)).toBe(false)
  })

  test('is found in no innocent sentence but the one that names a site', () => {
    const innocents = readFileSync('tests/domain/blocklist/innocents.txt', 'utf8').split('\n')
    expect(innocents.filter(containsLink)).toEqual(['itch.io 게임 재밌어요'])
  })

  test('is looked for in any text, and the search comes to an end', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof containsLink(text) === 'boolean'))
    for (const unit of [
      'a.',
      'a ',
      'a-',
      '1.',
      ' .',
      'h',
      ' ',
      'www ',
      '(',
      '. ',
      'a. ',
      '점 ',
      'http',
      '.com',
    ]) {
      expect(typeof containsLink(unit.repeat(2_000))).toBe('boolean')
    }
  })
})
