import { expect, test } from 'vitest'
import { COSIGNATURE, formatVkey } from '~/domain/proofs/key'
import { parseEnvironment } from '~/env.server'
import { logKey, named, witnessKey } from '../../support/proof-keys'

const SECRETS = {
  NODE_ENV: 'test' as const,
  SESSION_SECRET: 's'.repeat(32),
  TOKEN_ENCRYPTION_KEY: 't'.repeat(32),
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:9/none',
}
const parse = (MELT_WITNESSES: string) => parseEnvironment({ ...SECRETS, MELT_WITNESSES }).witnesses
const vkey = formatVkey(witnessKey)
const other = formatVkey(named('other.example', COSIGNATURE))

test('Witnesses are a key and an address each, as an operator types them', () => {
  expect(parse('')).toEqual([])
  const found = parse(` ${vkey}  https://witness.example/melt/,\n${other} http://127.0.0.1:8080,`)
  expect(found.map(({ key, vkey, url }) => [key.name, vkey, url])).toEqual([
    [witnessKey.name, vkey, 'https://witness.example/melt'],
    ['other.example', other, 'http://127.0.0.1:8080'],
  ])
  expect(found[0]?.key.publicKey).toEqual(witnessKey.publicKey)
})

const wrongId = vkey.replace(/\+[0-9a-f]{8}\+/, '+00000000+')
test.each([
  ['no address', vkey, /witness 1: not "name\+id\+key https:\/\/…"/],
  ['no key', 'https://witness.example', /witness 1: not "name/],
  ['a word too many', `${vkey} https://witness.example daily`, /witness 1: not "name/],
  ['a key that was mistyped', `${wrongId} https://witness.example`, /witness 1: a key id that does not fit/],
  [
    'a key that was cut',
    `${vkey.slice(0, -4)} https://witness.example`,
    /witness 1: a public key of 29 bytes/,
  ],
  ['the key of a log', `${formatVkey(logKey)} https://witness.example`, /witness 1: the key of a log/],
  ['plain http', `${vkey} http://witness.example`, /https alone/],
  ['another protocol', `${vkey} ftp://witness.example`, /witness 1: an address that is not/],
  ['a password', `${vkey} https://melt:word@witness.example`, /witness 1: an address that is not/],
  ['a query', `${vkey} https://witness.example/?a=1`, /witness 1: an address that is not/],
  ['no host', `${vkey} https://`, /witness 1: an address that is not/],
  ['the same one twice', `${vkey} https://a.example,${vkey} https://b.example`, /witness\.example.* twice/],
  ['a second that is wrong', `${vkey} https://a.example,${other}`, /witness 2: not "name/],
])('Witnesses with %s stop the start, in one line that says which', (_what, text, message) => {
  expect(() => parse(text)).toThrow(message)
  expect(() => parse(text)).toThrow(/^The environment is not usable:\nMELT_WITNESSES: [^\n]+$/)
})

test('Melt asks sixteen witnesses and no more', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => `${formatVkey(named(`w${n}`, COSIGNATURE))} https://w.example`)
  expect(parse(many(16).join(','))).toHaveLength(16)
  expect(() => parse(many(17).join(','))).toThrow('over 16 witnesses')
})
