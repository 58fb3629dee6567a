import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseZip } from '~/domain/statements/zip'
import { type ZipPart, zipOf } from '~/http/bundle/zip.server'

const PIECE = 50_000

async function* partsOf(parts: ZipPart[]) {
  yield* parts
}

describe('An archive', () => {
  test('is made no faster than it is taken, and holds no more than a little of it at a time', async () => {
    let madeBytes = 0
    let openedFiles = 0
    async function* pieces() {
      openedFiles++
      for (let n = 0; n < 400; n++) {
        madeBytes += PIECE
        yield randomBytes(PIECE)
      }
    }
    const parts = ['a', 'b'].map((name): ZipPart => ({ name, pieces: pieces() }))
    let takenBytes = 0
    let [mostAhead, largest] = [0, 0]
    for await (const piece of zipOf(partsOf(parts))) {
      takenBytes += piece.length
      largest = Math.max(largest, piece.length)
      // What was made and not yet taken, apart from what the archive itself adds; random bytes do not shrink.
      mostAhead = Math.max(mostAhead, madeBytes - takenBytes)
      if (takenBytes < 200 * PIECE) expect(openedFiles).toBe(1)
    }
    expect(madeBytes).toBe(2 * 400 * PIECE)
    expect(mostAhead).toBeLessThan(400_000)
    expect(largest).toBeLessThan(400_000)
  })

  test('that nobody goes on taking makes nothing more', async () => {
    let pieces = 0
    let closed = false
    async function* endless() {
      try {
        for (;;) {
          pieces++
          yield randomBytes(PIECE)
        }
      } finally {
        closed = true
      }
    }
    for await (const _ of zipOf(partsOf([{ name: 'endless', pieces: endless() }]))) break
    expect(pieces).toBeLessThan(10)
    expect(closed).toBe(true)
  })

  test('breaks off where one of its files does', async () => {
    async function* broken() {
      yield 'the beginning'
      throw new Error('the rows do not fit')
    }
    const taken = async () => {
      for await (const _ of zipOf(partsOf([{ name: 'a', pieces: broken() }])));
    }
    await expect(taken()).rejects.toThrow('the rows do not fit')
  })

  test('is read back by its directory', async () => {
    const pieces: Uint8Array[] = []
    const parts = [
      { name: 'a.txt', pieces: ['가나', '다'] },
      { name: 'empty', pieces: [] },
    ]
    for await (const piece of zipOf(partsOf(parts))) pieces.push(piece)
    const entries = parseZip(Buffer.concat(pieces))
    expect([...entries.keys()]).toEqual(['a.txt', 'empty'])
    expect(entries.get('a.txt')?.inflatedLength).toBe(9)
  })
})
