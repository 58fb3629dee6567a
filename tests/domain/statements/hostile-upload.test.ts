import { expect, test } from 'vitest'
import { fieldCopy } from '~/copy/ko/fields'
import { db } from '~/db/client.server'
import { Refusal } from '~/domain/core/refusal'
import { HIDDEN_SHEET, VISIBLE_SHEET } from '~/domain/statements/input'
import { createStatement } from '~/domain/statements/upload.server'
import { useDatabase } from '../../support/database'
import { makeCreator } from '../../support/people'
import { hostileFiles } from './hostile-files'

useDatabase()

test('A hostile file that is refused is kept nowhere, and one that is read adds nothing to the ledger', {
  timeout: 240_000,
}, async () => {
  const creator = await makeCreator('밤비노래방')
  const channelId = creator.channel?.id ?? ''
  const written = async () => [await db.statement.count(), await db.fileRemoval.count()]
  let readCount = 0
  for (const [name, bytes] of hostileFiles) {
    const before = await written()
    try {
      const { replayed } = await createStatement(creator, {}, bytes)
      if (!replayed) readCount++
    } catch (error) {
      if (!(error instanceof Refusal)) throw new Error(name, { cause: error })
      const [said, ...sheets] = fieldCopy(error.errors ?? [])
      const asked = { path: 'file', message: expect.stringMatching(/[가-힣]/) }
      expect([error.reason, said], name).toEqual(['invalid', asked])
      for (const { path } of sheets) expect([VISIBLE_SHEET, HIDDEN_SHEET], name).toContain(path)
      expect(await written(), name).toEqual(before)
    }
  }
  expect(readCount).toBeGreaterThan(100)
  expect(await db.statement.count({ where: { channelId } })).toBe(readCount)
  expect(await db.donation.count({ where: { channelId } })).toBe(0)
  expect(await db.donationEntry.count({ where: { channelId } })).toBe(0)
})
