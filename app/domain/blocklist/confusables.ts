const JAMO_LEADS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const JAMO_TAILS = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'

const pairs = (from: string, to: string) =>
  [...from].map((char, index): [string, string] => [char, [...to][index] ?? char])

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

/** Half-width and conjoining letters come out of NFKC in forms of their own. */
function alone(char: string) {
  const code = char.codePointAt(0) ?? 0
  if (code >= 0x1161 && code <= 0x1175) return String.fromCharCode(0x314f + code - 0x1161)
  return JAMO_LEADS[code - 0x1100] ?? JAMO_TAILS[code - 0x11a8] ?? LOOK_ALIKES.get(char) ?? char
}
