import { expect, test, vi } from 'vitest'
import { pool } from '~/db/pool.server'
import { confirmDonation } from '~/domain/donations/decide.server'
import { listDonations } from '~/domain/donations/list.server'
import { useDatabase } from '../../support/database'
import { donateAs, makeCreator, makeViewer } from '../../support/people'

useDatabase()

test('A list of one state holds no donation that leaves it while it is read', async () => {
  const creator = await makeCreator('밤비노래방')
  const fan = await makeViewer('새벽세시라면')
  const leaving = await donateAs(fan, creator)
  const staying = await donateAs(fan, creator)
  const read = () => listDonations(creator, { status: 'OCCURRED', limit: 20 })
  expect((await read()).items.map(({ id }) => id).sort()).toEqual([leaving, staying].sort())
  const send = pool.query.bind(pool) as (...asked: unknown[]) => Promise<unknown>
  const spy = vi.spyOn(pool, 'query').mockImplementation((async (...asked: unknown[]) => {
    const found = await send(...asked)
    if (JSON.stringify(asked).includes('unnest(ARRAY[$6::donation_status])')) {
      spy.mockRestore()
      await confirmDonation(creator, leaving, 1_000)
    }
    return found
  }) as typeof pool.query)
  expect((await read()).items.map(({ id }) => id)).toEqual([staying])
})
