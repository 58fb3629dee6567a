import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { formatSignedCheckpoint, signCheckpoint } from '~/domain/proofs/checkpoint'
import { formatVkey } from '~/domain/proofs/key'
import { formatTile, parseTilePath, tileRanges } from '~/domain/proofs/tile'
import { rootOf } from '~/domain/proofs/tree'
import { witnessLog } from '~/enhance/witness'
import { logKey, ORIGIN, strangerKey } from '../support/proof-keys'
import { leaves, rootAt } from '../support/proof-trees'

const DAY_MS = 24 * 60 * 60 * 1000
const NOW = Date.parse('2026-11-30T03:00:00Z')
const KEY = 'melt:checkpoint'

const checkpointAt = (size: number, root = rootAt(size), key = logKey) =>
  formatSignedCheckpoint(signCheckpoint({ origin: ORIGIN, size, root }, [key]))

/** What the log answers at an address below /ledger/: a text, bytes, a status, or no connection at all. */
type Answer = string | Uint8Array | number | null
type Log = { checkpoint: Answer; key: Answer; tile: (path: string) => Answer }
let log: Log
let asked: string[]
let stored: Map<string, string>
let shown: string[]

const tileOf = (path: string) =>
  new Uint8Array(
    formatTile(tileRanges(parseTilePath(path)).map(({ start, end }) => rootOf(leaves.slice(start, end)))),
  )

function respond(answer: Answer) {
  if (answer === null) throw new TypeError('fetch failed')
  if (typeof answer === 'number') return new Response('', { status: answer })
  return new Response(typeof answer === 'string' ? answer : new Uint8Array(answer))
}

/** As much of a page as the notice needs: what is put into it is what is shown. */
const anElement = () => ({
  textContent: '',
  addEventListener() {},
  setAttribute() {},
  append(...parts: { textContent: string }[]) {
    shown = parts.map(({ textContent }) => textContent)
  },
})

beforeEach(() => {
  log = { checkpoint: checkpointAt(700), key: `${formatVkey(logKey)}\n`, tile: tileOf }
  asked = []
  stored = new Map()
  shown = []
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path)
    if (path === '/ledger/checkpoint') return respond(log.checkpoint)
    return respond(path === '/ledger/key' ? log.key : log.tile(path.replace('/ledger/', '')))
  })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  })
  vi.stubGlobal('document', {
    getElementById: () => null,
    createElement: anElement,
    querySelector: () => ({ prepend() {} }),
  })
})
afterEach(() => vi.unstubAllGlobals())

const seenSize = () => JSON.parse(stored.get(KEY) ?? '{"text":""}').text.split('\n')[1]
const notice = () => shown.join(' ')
const BROKEN = /공개된 기록이 지난번에 본 것과 이어지지 않아요/

describe('The browser of a creator', () => {
  test('remembers the checkpoint that it saw, and asks for the next a day later', async () => {
    await witnessLog(NOW)
    expect([seenSize(), asked]).toEqual(['700', ['/ledger/checkpoint', '/ledger/key']])
    log.checkpoint = checkpointAt(3_000)
    await witnessLog(NOW + DAY_MS - 1)
    expect(asked).toHaveLength(2)
    await witnessLog(NOW + DAY_MS)
    expect([seenSize(), notice()]).toEqual(['3000', ''])
    expect(asked.length).toBeLessThan(14)
  })

  test('is not held up by a clock that was wrong', async () => {
    await witnessLog(NOW + 400 * DAY_MS)
    log.checkpoint = checkpointAt(701)
    await witnessLog(NOW)
    expect(seenSize()).toBe('701')
  })

  test.each<[string, Partial<Log>, RegExp]>([
    ['is shorter', { checkpoint: checkpointAt(699) }, /지난번보다 짧아요/],
    ['is gone', { checkpoint: 404 }, /지난번보다 짧아요/],
    [
      'has another root at the same size',
      { checkpoint: checkpointAt(700, rootAt(699)) },
      /달라진 것이 있어요/,
    ],
    ['has another past', { checkpoint: checkpointAt(900, rootAt(899)) }, /달라진 것이 있어요/],
    ['hides its tiles', { checkpoint: checkpointAt(900), tile: () => 404 }, /멜트가 보여 주지 않아요/],
    [
      'is signed by somebody else',
      { checkpoint: checkpointAt(900, rootAt(900), strangerKey) },
      /열쇠로 서명하지 않았어요/,
    ],
    [
      'has a wrong signature',
      { checkpoint: checkpointAt(900).replace('\n900\n', '\n901\n') },
      /서명이 맞지 않아요/,
    ],
  ])('says loudly that the log %s, and goes on believing what it saw', async (_what, change, sentence) => {
    await witnessLog(NOW)
    Object.assign(log, change)
    await witnessLog(NOW + DAY_MS)
    expect(notice()).toMatch(BROKEN)
    expect(notice()).toMatch(sentence)
    expect(seenSize()).toBe('700')
    shown = []
    await witnessLog(NOW + DAY_MS + 1)
    expect(notice()).toMatch(BROKEN)
  })

  test('is quiet again once the log continues what it saw', async () => {
    await witnessLog(NOW)
    log.checkpoint = checkpointAt(699)
    await witnessLog(NOW + DAY_MS)
    shown = []
    log.checkpoint = checkpointAt(701)
    await witnessLog(NOW + 2 * DAY_MS)
    expect([notice(), seenSize()]).toEqual(['', '701'])
  })

  test.each<[string, Partial<Log>]>([
    ['there is no connection', { checkpoint: null }],
    ['Melt fails', { checkpoint: 503 }],
    ['the connection breaks off at a tile', { checkpoint: checkpointAt(900), tile: () => null }],
    ['another page answers', { checkpoint: '<html>' }],
  ])('says nothing where %s, and asks again at the next page', async (_what, change) => {
    await witnessLog(NOW)
    Object.assign(log, change)
    await witnessLog(NOW + DAY_MS)
    expect([notice(), seenSize()]).toEqual(['', '700'])
    const before = asked.length
    await witnessLog(NOW + DAY_MS + 1)
    expect(asked.length).toBeGreaterThan(before)
  })

  test('begins anew where its storage holds something else, or nothing can be stored', async () => {
    for (const value of ['', '{', 'null', '{"text":"x","checkedAt":1}', '{"text":1}', '[]']) {
      stored.set(KEY, value)
      await witnessLog(NOW)
      expect(seenSize()).toBe('700')
    }
    vi.stubGlobal('localStorage', undefined)
    await witnessLog(NOW)
    expect(notice()).toBe('')
  })

  test('waits a day for a Melt that has signed nothing yet', async () => {
    log.checkpoint = 404
    await witnessLog(NOW)
    await witnessLog(NOW + 1)
    expect([asked.length, notice()]).toEqual([2, ''])
    log.checkpoint = checkpointAt(1)
    await witnessLog(NOW + DAY_MS)
    expect([seenSize(), notice()]).toEqual(['1', ''])
  })
})
