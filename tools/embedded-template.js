import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'

/** A migrated embedded database is made once for every state of the migrations and kept here. */
export function templateFolder() {
  const hash = createHash('sha256').update(readFileSync('package-lock.json'))
  for (const name of readdirSync('prisma/migrations').sort()) {
    const file = path.join('prisma/migrations', name, 'migration.sql')
    if (existsSync(file)) hash.update(readFileSync(file))
  }
  return path.resolve('.cache', `embedded-${hash.digest('hex').slice(0, 16)}`)
}

/** Of several runs that begin at once the first keeps what it made. */
export function makeEmbeddedTemplate() {
  const place = templateFolder()
  if (existsSync(place)) return
  mkdirSync('.cache', { recursive: true })
  const made = mkdtempSync(path.resolve('.cache/making-'))
  migrate({ MELT_DATA_DIR: made })
  if (existsSync(place)) rmSync(made, { recursive: true })
  else renameSync(made, place)
}

/** @param {Record<string, string>} database */
export function migrate(database) {
  const secret = 'only-for-making-the-template-of-tests'
  const { status } = spawnSync(process.execPath, ['tools/command.js', 'migrate'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      SESSION_SECRET: secret,
      TOKEN_ENCRYPTION_KEY: secret,
      CHZZK_SANDBOX: '1',
      ...database,
    },
  })
  if (status !== 0) throw new Error('The template database could not be made')
}

if (process.argv[1] === import.meta.filename) makeEmbeddedTemplate()
