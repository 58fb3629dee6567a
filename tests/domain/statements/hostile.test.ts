import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldCopy } from '~/copy/ko/fields'
import { findHeader, fingerprintHeader, guessMapping, whyMappingRefused } from '~/domain/statements/columns'
import { parseStatementFile } from '~/domain/statements/file'
import { parseStatementLines } from '~/domain/statements/lines'
import { planOf } from '~/domain/statements/plan-of'
import { buildXlsx } from './build-xlsx'
import { GOOD, HEAD, hostileFiles } from './hostile-files'

const MAX_MS = 10_000
/** Everything that Melt does with a file before anybody confirms anything. */
async function readWhole(bytes: Buffer) {
  const table = await parseStatementFile(bytes)
  if ('refused' in table) {
    const message = `statement_${table.refused}`
    expect(fieldCopy([{ path: 'file', message }])[0]?.message).toMatch(/[가-힣]/)
    return table.refused
  }
  const header = findHeader(table)
  const mapping = guessMapping(header.names)
  expect(fingerprintHeader(header)).toMatch(/^[\da-f]{64}$/)
  if (whyMappingRefused(mapping, header)) return []
  const { lines, refused } = parseStatementLines(table, header, mapping)
  expect(planOf([], lines).lines).toHaveLength(lines.length)
  return refused.map(({ reason }) => reason)
}

describe('A hostile file', () => {
  test('is one of at least two hundred', () => expect(hostileFiles.length).toBeGreaterThanOrEqual(200))

  test.each(hostileFiles)('%s: a code or a list of rows, in bounded time', async (_name, bytes, expected) => {
    const startedAt = performance.now()
    const found = await readWhole(bytes)
    expect(performance.now() - startedAt).toBeLessThan(MAX_MS)
    if (expected !== 'any') expect(found).toEqual(expected)
  })

  test('that nobody wrote never breaks the reading', async () => {
    const starts = ['PK\x03\x04', '%PDF', '\ufeff', '"', '<', `${HEAD}\n`, '']
    const anything = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }))
    await fc.assert(
      fc.asyncProperty(anything, async ([start, rest]) => {
        expect(await readWhole(Buffer.concat([Buffer.from(start), rest]))).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  test('made of a good one by changing a few bytes never breaks the reading', async () => {
    const good = buildXlsx(GOOD)
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(good)
        for (const [at, byte] of changes) bytes[at] = byte
        expect(await readWhole(bytes)).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })
})
