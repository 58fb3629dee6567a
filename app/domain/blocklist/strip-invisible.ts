const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]/gu

/** A text in lower case without anything that a reader does not see as a letter of its own: marks piled on letters, zero widths, fillers. */
export function stripInvisible(text: string) {
  return text.toLowerCase().normalize('NFD').replace(UNSEEN, '').normalize('NFC')
}
