import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import { removeDueFiles } from '~/domain/files/stored-file.server'
import { newKey } from '~/files/store'
import { store } from '~/files/store.server'
import { useDatabase } from '../../support/database'

useDatabase()

let keys: string[]
let asked: string[]
let failing: Set<string>
beforeEach(async () => {
  await db.fileRemoval.deleteMany()
  keys = Array.from({ length: 6 }, newKey)
  asked = []
  failing = new Set()
  const data = keys.map((key, n) => ({ key, dueAt: new Date(n) }))
  await db.fileRemoval.createMany({ data })
  vi.spyOn(store, 'remove').mockImplementation(async (key) => {
    asked.push(key)
    if (failing.has(key)) throw new Error('the store does not want to')
  })
})
afterEach(() => {
  vi.restoreAllMocks()
})

const waiting = () => db.fileRemoval.findMany({ select: { key: true, dueAt: true } })

test('A file that cannot be removed keeps no other waiting, and is tried again an hour later', async () => {
  const [first = ''] = keys
  failing.add(first)
  expect(await removeDueFiles()).toEqual({ removed: 5, failed: 1 })
  const [left, ...others] = await waiting()
  expect([left?.key, others]).toEqual([first, []])
  const minutes = ((left?.dueAt.getTime() ?? 0) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(50)
  expect(minutes).toBeLessThan(61)
  expect(await removeDueFiles()).toEqual({ removed: 0, failed: 0 })
  await db.fileRemoval.updateMany({ data: { dueAt: new Date(0) } })
  failing.clear()
  expect(await removeDueFiles()).toEqual({ removed: 1, failed: 0 })
  expect(await waiting()).toEqual([])
})

test('A store that is away is asked three times a round, and each time for others', async () => {
  failing = new Set(keys)
  expect(await removeDueFiles()).toEqual({ removed: 0, failed: 3 })
  expect(await removeDueFiles()).toEqual({ removed: 0, failed: 3 })
  expect(asked).toEqual(keys)
  expect(await waiting()).toHaveLength(6)
})
