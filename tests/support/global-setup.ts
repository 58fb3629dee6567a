import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs'
import path from 'node:path'
import { buildIfStale } from '../../tools/build.js'
import { keepTemplate, makeTemplate, templateFolder, templateUrl } from './template'

/** Once a run: the build that is served, and a migrated database that every test file clones. */
export default async function setUp() {
  buildIfStale()
  if (process.env.TEST_POSTGRES_URL) {
    await makeTemplate()
    migrate({ DATABASE_URL: templateUrl() })
  } else if (!existsSync(templateFolder())) {
    mkdirSync('.cache', { recursive: true })
    const made = mkdtempSync(path.resolve('.cache/making-'))
    migrate({ MELT_DATA_DIR: made })
    keepTemplate(made)
  }
}

function migrate(database: Record<string, string>) {
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
