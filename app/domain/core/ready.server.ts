import { wasDiskFull } from '~/db/errors.server'
import { isReady as isDatabaseReady } from '~/db/start.server'
import { hasFreeSpace } from '~/files/folder.server'

let looking: Promise<boolean> | undefined

/** Whether Melt can serve: the database answers in time and knows this build's migrations, and no disk is full. Many ask at once, one looks. */
export function isReady(): Promise<boolean> {
  looking ??= look().finally(() => {
    looking = undefined
  })
  return looking
}

async function look() {
  if (wasDiskFull()) return false
  const [database, room] = await Promise.all([isDatabaseReady(), hasFreeSpace()])
  return database && room
}
