import { skeletonOf, stripInvisible } from './glyphs'

/** Endings that make an address of any Latin name; others (me, be, gg) are also words or laughter, and need a path or a known name. */
const PLAIN_ENDINGS =
  'com|net|org|kr|co\\.kr|or\\.kr|jp|cn|ru|xyz|info|biz|io|tv|dev|online|site|shop|store|club|vip|bet|top|link|live|app|page|blog|website|icu|cc|pw|tk'

const KNOWN_NAMES = [
  't.me youtu.be bit.ly discord.gg op.gg line.me naver.me me2.do han.gl vo.la buly.kr kko.to',
  'twitch.tv goo.gl wa.me m.me is.gd fb.me instagr.am x.gd toss.me ko-fi.co linktr.ee litt.ly cutt.ly rebrand.ly dsc.gg invite.gg asked.kr',
].flatMap((line) => line.split(' '))

const WRAPPED_DOT = /\s{0,3}[([{<]\s?(?:\.|dot|닷|점)\s?[)\]}>]\s{0,3}/g
const SPOKEN_DOT = /(?<=[a-z0-9가-힣-])\s{1,3}(?:dot|닷|점|쩜)\s{1,3}(?=[a-z])/g
const CLOSE_SPOKEN_DOT = /(?<=[a-z][a-z0-9-]{0,62})(?:닷|점|쩜)(?=(?:com|net|org|kr|co\.kr)(?![a-z0-9-]))/g
const ODD_DOTS = /[。．｡․‧·•∙⋅ㆍ・･ꓸ։۔⸱]/g
const END = '(?![a-z0-9-])'
const LATIN_LABEL = '(?<![a-z0-9])[a-z0-9](?:[a-z0-9-]{0,62})'

const SCHEME =
  /(?<![a-z])(?:h(?:tt|xx)ps?|ftp)\s{0,3}:\s{0,3}\/\s{0,3}\/|(?<![a-z])www\s{0,3}\.\s{0,3}[a-z0-9가-힣]/
const CLOSE = new RegExp(`${LATIN_LABEL}\\.(?:${PLAIN_ENDINGS})${END}`)
const SPACED = new RegExp(
  `${LATIN_LABEL}(?:\\s{1,3}\\.\\s{0,3}|\\.\\s{1,3})(?:com|net|org|kr|co\\s?\\.\\s?kr)${END}`,
)
const KOREAN = new RegExp(
  `[가-힣]\\.(?:com|net|org|kr|co\\.kr)${END}|${LATIN_LABEL}\\.(?:한국|닷컴)(?![가-힣])`,
)
const WITH_PATH = new RegExp(`${LATIN_LABEL}\\.[a-z]{2,12}(?::\\d{2,5})?/[a-z0-9]`)
const NUMBERS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?::\d{2,5}(?!\d)|\/[a-z0-9])/
const KNOWN = new RegExp(
  `(?<![a-z0-9-])(?:${KNOWN_NAMES.map((name) => name.replace('.', '\\s{0,3}\\.\\s{0,3}')).join('|')})${END}`,
)

/** Whether a text holds an address of the web, also one in other letters, spaced out or with its dots spoken. */
export function containsLink(text: string): boolean {
  const read = [...stripInvisible(text)]
    .map(skeletonOf)
    .join('')
    .replace(ODD_DOTS, '.')
    .replace(WRAPPED_DOT, '.')
    .replace(SPOKEN_DOT, '.')
    .replace(CLOSE_SPOKEN_DOT, '.')
  return [SCHEME, CLOSE, SPACED, KOREAN, KNOWN, WITH_PATH, NUMBERS].some((shape) => shape.test(read))
}
