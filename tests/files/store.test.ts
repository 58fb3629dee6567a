import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { folderStore } from '~/files/folder.server'
import { newKey, type Store } from '~/files/store'
import { s3Store } from '~/files/store.server'
import { startS3 } from '../support/fake-s3'

const folder = mkdtempSync(path.join(tmpdir(), 'melt-files-'))
let s3: Awaited<ReturnType<typeof startS3>>
beforeAll(async () => {
  s3 = await startS3()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await s3.stop()
})

const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251))
const read = async (stream: ReadableStream<Uint8Array> | null) =>
  stream && Buffer.from(await new Response(stream).arrayBuffer())
const open = { folder: () => folderStore(folder), s3: () => s3Store(s3.settings) }

describe.each([['folder'], ['s3']] as const)('A store in a %s', (kind) => {
  let store: Store
  beforeEach(() => {
    store = open[kind]()
  })

  test('gives back what was put, whole and in part, until it is removed', async () => {
    const key = newKey()
    expect(await store.get(key)).toBeNull()
    await store.put(key, bytes, 'audio/mpeg')
    expect(await read(await store.get(key))).toEqual(bytes)
    for (const [from, to] of [
      [0, 0],
      [5, 70_000],
      [99_999, 99_999],
    ] as const)
      expect(await read(await store.get(key, { from, to }))).toEqual(bytes.subarray(from, to + 1))
    await store.remove(key)
    await store.remove(key)
    expect(await store.get(key)).toBeNull()
    expect(await store.get(key, { from: 0, to: 1 })).toBeNull()
  })

  test.each([['../secret'], ['..%2fsecret'], ['a'.repeat(31)], ['A'.repeat(32)], ['']])(
    'never asks for %j',
    async (key) => {
      for (const act of [
        store.get(key).catch(String),
        store.put(key, bytes, '').catch(String),
        store.remove(key).catch(String),
      ])
        expect(await act).toContain('no key')
    },
  )
})

describe('The folder', () => {
  test('is its owner’s alone and holds nothing half-written', async () => {
    const store = folderStore(path.join(folder, 'own'))
    const key = newKey()
    await store.put(key, bytes, 'image/webp')
    const files = path.join(folder, 'own/files')
    expect(readdirSync(files)).toEqual([key])
    expect(statSync(path.join(files, key)).mode & 0o777).toBe(0o600)
    expect(statSync(files).mode & 0o777).toBe(0o700)
  })

  test('that cannot be written says so and leaves nothing', async () => {
    const blocked = path.join(folder, 'blocked')
    writeFileSync(blocked, '')
    await expect(folderStore(blocked).put(newKey(), bytes, '')).rejects.toThrow('ENOTDIR')
  })
})

describe('The S3 store', () => {
  test('keeps the type, asks by path, and is believed again after a moment of trouble', async () => {
    const key = newKey()
    s3.trouble.push(503, 500)
    await open.s3().put(key, bytes, 'image/webp')
    expect(s3.objects.get(`/melt-files/${key}`)?.type).toBe('image/webp')
    expect(s3.asked.slice(-3)).toEqual(Array(3).fill(`PUT /melt-files/${key}`))
  })

  test.each([
    ['a wrong secret', { secretAccessKey: 'another' }, 'PUT was answered 403'],
    ['a wrong bucket', { bucket: 'elsewhere' }, 'elsewhere is not there'],
    ['nobody there', { endpoint: 'http://127.0.0.1:9' }, 'PUT was not answered'],
  ])('with %s fails without telling the key', async (_, wrong, says) => {
    const key = newKey()
    const error = await s3Store({ ...s3.settings, ...wrong })
      .put(key, bytes, '')
      .catch((error: unknown) => String(error))
    expect(error).toContain(says)
    expect(error).not.toContain(key)
  })
})
