import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test, vi } from 'vitest'
import { cloneDatabase } from '../support/place'

// Whole processes are started here, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 120_000 })

beforeAll(cloneDatabase)

const prisma = (...words: string[]) =>
  spawnSync(process.execPath, ['node_modules/prisma/build/index.js', ...words], { encoding: 'utf8' })

test("Prisma's own engine finds our database up to date", () => {
  const { stdout, stderr, status } = prisma('migrate', 'status')
  expect(stderr + stdout).toContain('Database schema is up to date!')
  expect(status).toBe(0)
})

test('the database is what the schema says', () => {
  const { stdout, status } = prisma(
    'migrate',
    'diff',
    '--from-config-datasource',
    '--to-schema',
    'prisma/schema.prisma',
    '--exit-code',
  )
  expect(stdout).toContain('No difference detected')
  expect(status).toBe(0)
})
