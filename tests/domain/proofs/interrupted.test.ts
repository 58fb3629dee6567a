import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { parseSignedCheckpoint } from '~/domain/proofs/checkpoint'
import { findLastSigned, forgetLastSigned } from '~/domain/proofs/last-signed.server'
import { getCheckpoint } from '~/domain/proofs/published.server'
import { signLedger } from '~/domain/proofs/sign.server'
import { store } from '~/files/store.server'
import { useDatabase } from '../../support/database'
import { beginSignedLog, donateToAll, logFindings, tamper } from '../../support/log'

useDatabase()

let creators: Viewer[]
beforeEach(async () => {
  creators = await beginSignedLog()
})

describe('What dies between two steps of a signing', () => {
  test.each([
    ['before what is to be signed stands outside', false],
    ['behind it', true],
  ])('leaves a log that is signed as it is next time: %s', async (_when, isStored) => {
    const put = store.put
    const broken = vi.spyOn(store, 'put').mockImplementationOnce(async (...file) => {
      if (isStored) await put(...file)
      throw new Error('the store fell silent')
    })
    await donateToAll(creators)
    await expect(signLedger()).rejects.toThrow('the store fell silent')
    broken.mockRestore()
    expect(parseSignedCheckpoint(await getCheckpoint()).size).toBe(4)
    expect((await findLastSigned())?.size).toBe(isStored ? 6 : 4)
    const kept = await db.logLeaf.findMany({ orderBy: { index: 'asc' } })
    expect(kept).toHaveLength(6)
    await donateToAll(creators)
    expect(await signLedger()).toMatchObject({ outcome: 'signed', leaves: 2, size: 8 })
    expect((await db.logLeaf.findMany({ orderBy: { index: 'asc' } })).slice(0, 6)).toEqual(kept)
    expect(await logFindings()).toEqual([])
  })

  test('signs the very same afterwards: leaves that are there, and what was to be signed', async () => {
    const signed = await getCheckpoint()
    await tamper('DELETE FROM log_checkpoints WHERE size = 4')
    expect(await signLedger()).toMatchObject({ outcome: 'signed', leaves: 0, size: 4 })
    expect(await getCheckpoint()).toBe(signed)
  })

  test('has lost what it wrote outside, and takes it from its newest checkpoint', async () => {
    const last = await findLastSigned()
    await forgetLastSigned()
    expect(await signLedger()).toMatchObject({ outcome: 'unchanged' })
    expect(await findLastSigned()).toEqual(last)
  })
})
