import { wasDiskFull } from '~/db/errors.server'
import { isReady as isDatabaseReady } from '~/db/start.server'
import { hasFreeSpace } from '~/files/folder.server'

let checking: Promise<boolean> | undefined

/** Whether Melt can serve: the database answers in time and knows this build's migrations, and no disk is full. Many ask at once, one checks. */
export function isReady(): Promise<boolean> {
  checking ??= check().finally(() => {
    checking = undefined
  })
  return checking
}

async function check() {
  if (wasDiskFull()) return false
  const [database, room] = await Promise.all([isDatabaseReady(), hasFreeSpace()])
  return database && room
}
