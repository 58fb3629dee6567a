import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ED25519, formatVkey, parseVkey, toSigningKey } from '~/domain/proofs/key'
import { formatNote, type Note, parseNote, parseSignatures, signNote, verifyNote } from '~/domain/proofs/note'
import { logKey, mutationsOf, orRefused, privateKeyOf, witnessKey } from '../../support/proof-keys'

/** The example of c2sp.org/signed-note. */
const EXAMPLE_VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const EXAMPLE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
/** The note of golang.org/x/mod/sumdb/note, whose private key is published with it. */
const PETER_VKEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const PETER_SECRET = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'
const ENOCH_VKEY = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop'
const TEXT = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`
const PETER =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
const ENOCH =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n'

const verified = (note: string, ...vkeys: string[]) =>
  verifyNote(parseNote(note), vkeys.map(parseVkey)).map(({ key }) => key.name)

describe('A signed note', () => {
  test('of the standard is believed, and nothing else signed like it', () => {
    expect(verified(EXAMPLE, EXAMPLE_VKEY)).toEqual(['example.com/foo'])
    expect(parseNote(EXAMPLE).text).toBe('This is an example message.\n')
    expect(() => verified(EXAMPLE.replace('an example', 'no example'), EXAMPLE_VKEY)).toThrow(/does not fit/)
  })

  test('comes out as the one of Go’s own implementation, to the byte', () => {
    const seed = Buffer.from(PETER_SECRET, 'base64').subarray(1)
    const key = toSigningKey('PeterNeumann', ED25519, privateKeyOf(seed))
    expect(formatVkey(key)).toBe(PETER_VKEY)
    expect(formatNote({ text: TEXT, signatures: [signNote(TEXT, key)] })).toBe(`${TEXT}\n${PETER}`)
  })

  test('may be signed by several, of whom some are unknown', () => {
    const both = `${TEXT}\n${PETER}${ENOCH}`
    expect(verified(both, PETER_VKEY)).toEqual(['PeterNeumann'])
    expect(verified(both, PETER_VKEY, ENOCH_VKEY)).toEqual(['PeterNeumann', 'EnochRoot'])
    expect(verified(`${TEXT}\n${PETER}${PETER}${ENOCH}`, PETER_VKEY)).toEqual(['PeterNeumann'])
    expect(() => verified(both)).toThrow('a note that no known key has signed')
    expect(() => verified(both, PETER_VKEY, PETER_VKEY)).toThrow(/two keys/)
  })

  test('that one known key has signed wrongly is refused, whoever else signed it', () => {
    const spoiled = ENOCH.replace('rwz+eBzm', 'rwz+eBzn')
    expect(verified(`${TEXT}\n${PETER}${spoiled}`, PETER_VKEY)).toEqual(['PeterNeumann'])
    expect(() => verified(`${TEXT}\n${PETER}${spoiled}`, PETER_VKEY, ENOCH_VKEY)).toThrow(
      /EnochRoot.* does not fit/,
    )
    expect(() => verified(`${TEXT}\n${PETER.slice(0, 60)}ABCD${PETER.slice(60)}`, PETER_VKEY)).toThrow(
      /not fit/,
    )
  })

  test('whose name or key id is another’s is nobody’s', () => {
    expect(() => verified(`${TEXT}\n${PETER.replace('Peter', 'Carla')}`, PETER_VKEY)).toThrow(/no known key/)
    expect(() => verified(`${TEXT}\n${PETER.replace('x08g', 'xxxx')}`, PETER_VKEY)).toThrow(/no known key/)
  })

  test('may have empty lines in its text: the last one divides', () => {
    for (const text of ['\n', 'a\n\n\n', '\n\na\n', '— b AAAAAAA=\n\nc\n']) {
      const note = formatNote({ text, signatures: [signNote(text, logKey)] })
      expect(parseNote(note).text).toBe(text)
      expect(verifyNote(parseNote(Buffer.from(note)), [logKey])).toEqual([{ key: logKey, atSeconds: null }])
    }
  })

  test('comes back as it was written', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
      .filter((text) => !/[\p{White_Space}+]/u.test(text))
    const text = fc
      .array(fc.string({ maxLength: 20, unit: 'grapheme' }))
      .map((lines) => `${lines.join('\n')}\n`)
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 })
    const keyId = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((id) => Buffer.from(id).toString('hex'))
    const signatures = fc.array(fc.record({ name, keyId, bytes }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.record({ text, signatures }), (note: Note) => {
        const written = formatNote(note)
        const parsed = parseNote(Buffer.from(written))
        expect(parsed.text).toBe(note.text)
        expect(formatNote(parsed)).toBe(written)
        expect(parsed.signatures.map(({ bytes }) => [...bytes])).toEqual(
          note.signatures.map(({ bytes }) => [...bytes]),
        )
      }),
    )
  })
})

describe('What is no note', () => {
  test.each([
    ['has no signatures', TEXT],
    ['has none below the empty line', `${TEXT}\n`],
    ['ends without a newline', `${TEXT}\n${PETER.slice(0, -1)}`],
    ['has a control character', `\x01${TEXT}\n${PETER}`],
    ['has a carriage return', `${TEXT}\r\n\n${PETER}`],
    ['has a tab', `\t${TEXT}\n${PETER}`],
    ['has a name of two words', `${TEXT}\n${PETER.replace('PeterNeumann', 'Peter Neumann')}`],
    ['has a name with a plus', `${TEXT}\n${PETER.replace('PeterNeumann', 'Peter+Neumann')}`],
    ['has a name with a wide space', `${TEXT}\n${PETER.replace('PeterNeumann', 'Peter\u3000Neumann')}`],
    ['has no name', `${TEXT}\n${PETER.replace('PeterNeumann', '')}`],
    ['has a line that is no signature', `${TEXT}\n${PETER}Unexpected line.\n`],
    ['has a hyphen for the dash', `${TEXT}\n${PETER.replace('—', '-')}`],
    ['has base64 without its padding', `${TEXT}\n${PETER.replace('=', '')}`],
    ['has base64 for addresses', `${TEXT}\n${PETER.replaceAll('/', '_')}`],
    ['has base64 with bits left over', `${TEXT}\n${PETER.replace('nAM=', 'nAN=')}`],
    ['has a signature of the key id alone', `${TEXT}\n— PeterNeumann x08gow==\n`],
    ['has 101 signatures', `${TEXT}\n${PETER.repeat(101)}`],
    ['is half a character', `\ud800${TEXT}\n${PETER}`],
    ['is too long', `${'a'.repeat(1_000_000)}\n\n${PETER}`],
    ['is empty', ''],
  ])('a text that %s', (_, text) => {
    expect(() => parseNote(text)).toThrow(expect.objectContaining({ name: 'ProofError' }))
  })

  test('bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Uint8Array.of(0xff), Buffer.from(`${TEXT}\n${PETER}`)])
    expect(() => parseNote(bytes)).toThrow('not UTF-8')
  })

  test('a byte order mark is part of the text, and then the signature does not fit', () => {
    expect(() => verified(`\ufeff${TEXT}\n${PETER}`, PETER_VKEY)).toThrow(/does not fit/)
    const bytes = Buffer.from(`\ufeff${TEXT}\n${PETER}`)
    expect(parseNote(bytes).text).toBe(`\ufeff${TEXT}`)
  })

  test('random bytes are refused with an error of proofs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => orRefused(() => parseNote(bytes)) === null),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => orRefused(() => parseSignatures(text)) === null),
    )
  })

  test('no byte of a note can change and its signatures still fit, but for lines of strangers', () => {
    const text = '밤비노래방\n두 번째 줄\n'
    const keys = [logKey, witnessKey]
    const signatures = [signNote(text, logKey), signNote(text, witnessKey, 1_795_996_800)]
    const note = formatNote({ text, signatures })
    for (const mutation of mutationsOf(note)) {
      const parsed = orRefused(() => parseNote(mutation))
      if (!parsed) continue
      expect(Buffer.from(formatNote(parsed)).equals(mutation)).toBe(true)
      const found = orRefused(() => verifyNote(parsed, keys))
      if (!found) continue
      expect(parsed.text).toBe(text)
      for (const { key, atSeconds } of found)
        expect(atSeconds).toBe(key === witnessKey ? 1_795_996_800 : null)
    }
  })
})
