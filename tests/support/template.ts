import { randomBytes } from 'node:crypto'
import pg from 'pg'

export const TEMPLATE = 'melt_template'
const postgresUrl = process.env.TEST_POSTGRES_URL

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
