const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/gu

/** A text in lower case without anything that a reader does not see as a letter of its own: marks piled on letters, zero widths, fillers. */
export function stripInvisible(text: string) {
  return text.toLowerCase().normalize('NFD').replace(UNSEEN, '').normalize('NFC')
}

const JAMO_LEADS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const JAMO_TAILS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

const pairs = (from: string, to: string) =>
  [...from].map((char, index): [string, string] => [char, [...to][index] ?? char])

/** Confusables: what is drawn like another letter. */
const LOOK_ALIKES = new Map([
  ...pairs('авьекмнорстухіјѕԁԛԝһӏ', 'abbekmhopctyxijsdqwhl'),
  ...pairs('αβεικνορτυχγηωσ', 'abeiknoptuxynwo'),
  ...pairs('ıɩƒɡʀɴʏøđłħŧßƨ¢€', 'iifgrnyodlhtssce'),
  ...pairs('ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍᴏᴘꜱᴛᴜᴠᴡᴢ', 'abcdefghijklmopstuvwz'),
  ...pairs('人入丨卜ト├口凵廿己工丁', 'ㅅㅅㅣㅏㅏㅏㅁㅂㅂㄹㅗㅜ'),
])

const CIRCLED_RUNS = [0x1f150, 0x1f170, 0x1f1e6]

/** What a character is read as where it only looks different: a Latin small letter, a Hangul letter, or itself. */
export function skeletonOf(char: string) {
  if (char < '\x7f' || (char >= '가' && char <= '힣') || (char >= 'ㄱ' && char <= 'ㅣ')) return char
  const known = LOOK_ALIKES.get(char)
  if (known) return known
  const code = char.codePointAt(0) ?? 0
  const run = CIRCLED_RUNS.find((start) => code >= start && code < start + 26)
  if (run) return String.fromCharCode(97 + code - run)
  return [...char.normalize('NFKC').toLowerCase()].map(alone).join('')
}

function alone(char: string) {
  const code = char.codePointAt(0) ?? 0
  if (code >= 0x1161 && code <= 0x1175) return String.fromCharCode(0x314f + code - 0x1161)
  return JAMO_LEADS[code - 0x1100] ?? JAMO_TAILS[code - 0x11a8] ?? LOOK_ALIKES.get(char) ?? char
}

export type Kind = 'syllable' | 'jamo' | 'latin' | 'digit' | 'space' | 'stop' | 'symbol'
export type Glyph = { char: string; kind: Kind; at: number; leet?: boolean }

const LEET: Record<string, string> = {
  ...{ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', 9: 'g' },
  ...{ '@': 'a', $: 's', '!': 'i', '|': 'i' },
}
const ONLY_BETWEEN = /[@!|]/
const PUSHED_IN = /[1|]/
const DRAWN_VOWELS: Record<string, string> = { 1: 'ㅣ', l: 'ㅣ', i: 'ㅣ', '|': 'ㅣ', r: 'ㅏ' }
const LONE_NOISE = /[ㅋㅎㅏ-ㅣ]/

export function glyphsOf(text: string) {
  const glyphs: Glyph[] = []
  let at = 0
  for (const point of text) {
    for (const char of skeletonOf(point)) {
      glyphs.push({ char, kind: kindOf(char), at })
    }
    at += point.length
  }
  readLeet(glyphs)
  readDrawnVowels(glyphs)
  passOverNoise(glyphs)
  return glyphs
}

function kindOf(char: string): Kind {
  if (char >= '가' && char <= '힣') return 'syllable'
  if (char >= 'ㄱ' && char <= 'ㅣ') return 'jamo'
  if (char >= 'a' && char <= 'z') return 'latin'
  if (char >= '0' && char <= '9') return 'digit'
  if (/\s/.test(char)) return 'space'
  return /[.,?!;:~…。、·"'“”‘’()]/.test(char) ? 'stop' : 'symbol'
}

/** Digits and signs stand for letters only in a run with Latin letters, and some signs only between them. */
function readLeet(glyphs: Glyph[]) {
  const inRun = (glyph?: Glyph) => glyph !== undefined && (glyph.kind === 'latin' || glyph.char in LEET)
  for (let start = 0; start < glyphs.length; start++) {
    if (!inRun(glyphs[start])) continue
    let end = start
    while (inRun(glyphs[end + 1])) end++
    const run = glyphs.slice(start, end + 1)
    start = end
    if (!run.some(({ kind }) => kind === 'latin')) continue
    const solid = run.map(({ char }) => !ONLY_BETWEEN.test(char))
    const [first, last] = [solid.indexOf(true), solid.lastIndexOf(true)]
    for (const glyph of run.slice(first, last + 1)) {
      if (glyph.kind === 'latin') continue
      Object.assign(glyph, { char: LEET[glyph.char], kind: 'latin', leet: true })
    }
  }
}

/** ㅅ1, ㅅl and ㅂr are drawn 시, 시 and 바; between two initials (ㅅ1ㅂ) a sign is only pushed in. */
function readDrawnVowels(glyphs: Glyph[]) {
  for (let index = 1; index < glyphs.length; index++) {
    const [before, glyph] = [glyphs[index - 1], glyphs[index]]
    if (!before || !glyph || before.kind !== 'jamo' || isVowel(before.char)) continue
    const vowel = DRAWN_VOWELS[glyph.char]
    if (vowel && !(PUSHED_IN.test(glyph.char) && isInitial(glyphs, index + 1)))
      Object.assign(glyph, { char: vowel, kind: 'jamo', leet: false })
  }
}

function isInitial(glyphs: Glyph[], index: number) {
  const [glyph, next] = [glyphs[index], glyphs[index + 1]]
  if (glyph?.kind !== 'jamo' || isVowel(glyph.char)) return false
  return !next || !(isVowel(next.char) || next.char in DRAWN_VOWELS)
}

/** Laughter, tears and dashes pushed between two syllables are no letters of a word. */
function passOverNoise(glyphs: Glyph[]) {
  for (let start = 1; start < glyphs.length; start++) {
    let end = start
    while (glyphs[end]?.kind === 'jamo' && LONE_NOISE.test(glyphs[end]?.char ?? '')) end++
    if (end === start) continue
    if (glyphs[start - 1]?.kind === 'syllable' && glyphs[end]?.kind === 'syllable') {
      for (const glyph of glyphs.slice(start, end)) glyph.kind = 'stop'
    }
    start = end
  }
}

export const isVowel = (letter: string) => letter >= 'ㅏ' && letter <= 'ㅣ'
