import { afterEach, expect, test } from 'vitest'
import { db } from '~/db/client.server'
import { mayConfirmAutomatically } from '~/domain/channels/auto-confirm.server'
import { env } from '~/env.server'
import { useDatabase } from '../../support/database'

useDatabase()
const environment = env.autoConfirm
afterEach(() => {
  env.autoConfirm = environment
})

const allowed = () => db.$transaction(mayConfirmAutomatically)
const row = (autoConfirmStoppedAt: Date | null) =>
  db.instanceSwitches.update({ where: { id: 1 }, data: { autoConfirmStoppedAt } })

test.each([
  { environment: true, stoppedAt: null, may: true },
  { environment: true, stoppedAt: new Date(), may: false },
  { environment: false, stoppedAt: null, may: false },
  { environment: false, stoppedAt: new Date(), may: false },
])('a machine may confirm only where neither has stopped it: %j', async ({ environment, stoppedAt, may }) => {
  env.autoConfirm = environment
  await row(stoppedAt)
  expect(await allowed()).toBe(may)
})
