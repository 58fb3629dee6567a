import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export const SECRET = 'only-for-the-bench-0123456789-0123456789'

/**
 * A migrated database of the bench's own on a server, by itself the one that TEST_POSTGRES_URL names, or a copy of one,
 * brought up to what a tree of files expects.
 *
 * @param {{ tree?: string, template?: string, server?: string }} [from]
 */
export async function createDatabase({
  tree = '.',
  template = 'template1',
  server = process.env.TEST_POSTGRES_URL,
} = {}) {
  if (!server) throw new Error('TEST_POSTGRES_URL is missing: start the bench with `npm run bench`')
  const name = `melt_bench_${randomBytes(4).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const variables = {
    DATABASE_URL: url.href,
    SESSION_SECRET: SECRET,
    TOKEN_ENCRYPTION_KEY: SECRET,
    CHZZK_SANDBOX: '1',
  }
  const { status } = command('migrate', variables, tree)
  if (status !== 0) throw new Error('The migrations of the bench failed')
  return {
    name,
    url: url.href,
    variables,
    drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`),
  }
}

/**
 * One of Melt's own commands as a process.
 *
 * @param {string} name
 * @param {Record<string, string>} variables
 * @param {string} [tree]
 */
export function command(name, variables, tree = '.') {
  const began = performance.now()
  const { status, stdout } = spawnSync(process.execPath, ['tools/command.js', name], {
    cwd: tree,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...variables },
  })
  return { status, line: stdout.trim(), tookMs: performance.now() - began }
}

async function onServer(connectionString, statement) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
