import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import pg from 'pg'

export const TEMPLATE = 'melt_template'
const postgresUrl = process.env.TEST_POSTGRES_URL

/** A migrated embedded database is made once for every state of the migrations and kept here. */
export function templateFolder() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'))
  for (const name of readdirSync('prisma/migrations').sort()) {
    const file = path.join('prisma/migrations', name, 'migration.sql')
    if (existsSync(file)) hash.update(readFileSync(file))
  }
  return path.resolve('.cache', `embedded-${hash.digest('hex').slice(0, 16)}`)
}

/** Moves a freshly made folder to its place, unless another run was first. */
export function keepTemplate(made: string) {
  const place = templateFolder()
  if (existsSync(place)) rmSync(made, { recursive: true })
  else renameSync(made, place)
}

export async function inPostgres<T>(act: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: postgresUrl })
  await client.connect()
  return act(client).finally(() => client.end())
}

export function urlOf(database: string) {
  const url = new URL(postgresUrl ?? '')
  url.pathname = `/${database}`
  return url.href
}

export const makeTemplate = () => inPostgres((client) => client.query(`CREATE DATABASE ${TEMPLATE}`))
export const templateUrl = () => urlOf(TEMPLATE)

export const cloneName = () => `melt_${randomBytes(6).toString('hex')}`
