import { cpSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { templateFolder } from '../../tools/embedded-template.js'
import { freePort } from './free-port'
import { cloneName, inPostgres, TEMPLATE, urlOf } from './template'

const onPostgres = Boolean(process.env.TEST_POSTGRES_URL)
const name = cloneName()
const port = await freePort()
const dataDir = path.join(inject('places'), name)

/** The port and the database of this process, as the environment names them: test files that share it share them. */
export const place = {
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  PUSH_TEST_ORIGINS: `http://127.0.0.1:${await freePort()}`,
  MELT_DATA_DIR: dataDir,
  ...(onPostgres && { DATABASE_URL: urlOf(name) }),
}

let cloned: Promise<void> | undefined

/** Clones the template into this process's place; a second call waits for the first. */
export function cloneDatabase(): Promise<void> {
  cloned ??= clone()
  return cloned
}

async function clone() {
  if (onPostgres) await inPostgres((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`))
  else cpSync(templateFolder(), dataDir, { recursive: true })
}
