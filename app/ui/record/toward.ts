const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3
const FINALS = 28
const FINAL_RIEUL = 8

/** A name with 로 or 으로, as its last syllable asks for; a name that does not end in Hangul leaves both to its reader. */
export function toward(name: string) {
  const code = name.charCodeAt(name.length - 1)
  if (!(code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE)) return `${name}(으)로`
  const final = (code - FIRST_SYLLABLE) % FINALS
  return final === 0 || final === FINAL_RIEUL ? `${name}로` : `${name}으로`
}
