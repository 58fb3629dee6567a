import { Buffer } from 'node:buffer'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parseVkey } from '~/domain/proofs/key'
import { formatNote, parseNote, signNote, verifyNote } from '~/domain/proofs/note'
import { logKey, strangerKey, witnessKey } from '../../support/proof-keys'

/** The example of c2sp.org/signed-note. */
const EXAMPLE_VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const EXAMPLE = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const hasOpenssl = (() => {
  try {
    return /^OpenSSL 3/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }))
  } catch {
    return false
  }
})()

describe.runIf(hasOpenssl)('Another program, openssl', () => {
  function withFiles<T>(act: (file: (name: string, content: Uint8Array | string) => string) => T): T {
    const folder = mkdtempSync(path.join(tmpdir(), 'melt-note-'))
    try {
      return act((name, content) => {
        writeFileSync(path.join(folder, name), content)
        return path.join(folder, name)
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

  function verifies(publicKey: Uint8Array, message: Uint8Array | string, signature: Uint8Array) {
    return withFiles((file) => {
      const key = file('key', Buffer.concat([SPKI_ED25519, publicKey]))
      const [text, bytes] = [file('text', message), file('signature', signature)]
      const args = [
        'pkeyutl',
        '-verify',
        '-pubin',
        '-keyform',
        'DER',
        '-inkey',
        key,
        '-rawin',
        '-in',
        text,
        '-sigfile',
        bytes,
      ]
      try {
        return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' }).includes(
          'Verified Successfully',
        )
      } catch {
        return false
      }
    })
  }

  test('finds the signature under a note right by its bytes alone, and of no other text', () => {
    const text = 'melt.example/ledger\n1\nAAAA\n'
    const [, line = ''] = formatNote({ text, signatures: [signNote(text, logKey)] }).split('\n\n')
    const bytes = Buffer.from(line.trimEnd().split(' ')[2] ?? '', 'base64').subarray(4)
    expect(verifies(logKey.publicKey, text, bytes)).toBe(true)
    expect(verifies(logKey.publicKey, text.trimEnd(), bytes)).toBe(false)
    expect(verifies(strangerKey.publicKey, text, bytes)).toBe(false)
  })

  test('finds a cosignature right over the lines that the standard says', () => {
    const text = 'melt.example/ledger\n1\nAAAA\n'
    const { bytes } = signNote(text, witnessKey, 1_679_315_147)
    const message = `cosignature/v1\ntime 1679315147\n${text}`
    expect(verifies(witnessKey.publicKey, message, bytes.subarray(8))).toBe(true)
    expect(verifies(witnessKey.publicKey, text, bytes.subarray(8))).toBe(false)
  })

  test('signs a note that Melt believes', () => {
    const text = '밤비\n'
    const pem = logKey.privateKey.export({ type: 'pkcs8', format: 'pem' })
    const bytes = withFiles((file) =>
      execFileSync('openssl', [
        'pkeyutl',
        '-sign',
        '-rawin',
        '-inkey',
        file('key', `${pem}`),
        '-in',
        file('text', text),
      ]),
    )
    const { name, keyId } = logKey
    expect(verifyNote({ text, signatures: [{ name, keyId, bytes }] }, [logKey])).toHaveLength(1)
  })

  test('finds the standard’s example right too', () => {
    const { text, signatures } = parseNote(EXAMPLE)
    expect(verifies(parseVkey(EXAMPLE_VKEY).publicKey, text, signatures[0]?.bytes ?? Buffer.alloc(0))).toBe(
      true,
    )
  })
})
