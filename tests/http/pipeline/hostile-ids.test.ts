import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeCursor } from '~/domain/core/keyset'
import { createFixture, type Fixture } from '../../support/fixtures'
import { schemaOf } from '../../support/json-schema'
import { stranger, useMelt } from '../../support/melt'
import { acts, expectRefused, lines, reads } from '../../support/operations'
import { someChzzkId } from '../../support/people'
import { askRightly, rightInput, rightPath } from '../../support/right-request'
import { useNothingWritten } from '../../support/stored'

useMelt()
useNothingWritten()

let fixture: Fixture

beforeAll(async () => {
  fixture = await createFixture()
})

const realPath = (path: string) => rightPath(fixture, path)

describe('An id', () => {
  const malformed = [
    '0',
    '-1',
    'null',
    randomUUID().slice(1),
    `${randomUUID()}x`,
    someChzzkId().toUpperCase().replace(/\d/g, 'A'),
    `${someChzzkId()}0`,
    "'; DROP TABLE users; --",
    '..%2f..%2fetc%2fpasswd',
    '%00',
    '%E3%85%A4',
    '%F0%9F%A7%80',
    'a'.repeat(5_000),
  ]

  test.each(lines.filter(({ operation }) => operation.params))(
    'that names nothing is 404 at $key',
    async (line) => {
      for (const id of [...malformed, /Channel/.test(line.path) ? someChzzkId() : randomUUID()]) {
        const path = line.path.replace(/:\w+/, id)
        const { code } = await expectRefused(
          await askRightly(fixture.creator, line, path),
          `${line.key} ${path}`,
        )
        expect(code, path).toBe('not_found')
      }
      const unreadable = await fixture.creator.request(line.method, line.path.replace(/:\w+/, '%ff'))
      expect((await expectRefused(unreadable, `${line.key} %ff`)).code).toBe('malformed')
    },
  )

  test.each(lines.filter(({ operation: { params }, path }) => params && path.includes(':id')))(
    'of somebody else is 404 at $key',
    async (line) => {
      const { code } = await expectRefused(
        await askRightly(fixture.other, line, realPath(line.path)),
        line.key,
      )
      expect(code).toBe('not_found')
      if (acts.includes(line))
        await expectRefused(await askRightly(stranger, line, realPath(line.path)), line.key)
    },
  )
})

describe('A cursor', () => {
  const id = randomUUID()
  const crafted = [
    `9007199254740992.0.${id}`,
    `0.8640000000000000.${id}`,
    `0.253402300800000.${id}`,
    `-1.0.${id}`,
    `0.-1.${id}`,
    `1e400.0.${id}`,
    `0.NaN.${id}`,
    '0.0.x',
    `0.0.${id}.0`,
    '{}',
  ].map(encoded)
  /** Fits a sum, and no amount. */
  const beyondAmounts = [`9999999999.0.${id}`, `2147483648.0.${id}`].map(encoded)
  const at = new Date()
  const ours = [
    encodeCursor({ at, id }),
    encodeCursor({ amount: 2_147_483_647, at, id }),
    encodeCursor({ at: new Date(0), id }),
  ]
  const lists = reads.filter(({ operation: { input } }) => input && schemaOf(input).properties?.cursor)

  test.each(lists)(
    'that is no cursor is invalid at $key, and one of another list is only a place',
    async (line) => {
      const address = `${realPath(line.path)}?${new URLSearchParams(rightInput(line)).toString().replace(/[ab]{32}/, fixture.creator.chzzkUserId)}`
      const tooMuch = line.key.includes('supporters') ? [] : beyondAmounts
      for (const cursor of [...crafted, ...tooMuch, 'x', '=', '%F0%9F%A7%80', '%00', 'A'.repeat(201)]) {
        const { code } = await expectRefused(
          await fixture.creator.get(`${address}&cursor=${cursor}`),
          `${line.key} ${cursor}`,
        )
        expect(code).toBe('invalid')
      }
      for (const cursor of ours) {
        expect(
          (await fixture.creator.get(`${address}&cursor=${cursor}`)).status,
          `${address} ${cursor}`,
        ).toBe(200)
      }
    },
  )
})

function encoded(text: string) {
  return Buffer.from(text).toString('base64url')
}
