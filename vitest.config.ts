import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const place = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const EDGE = ['tests/edge/**', 'tests/privacy/**']
const edgeElsewhere = process.env.MELT_EDGE && !process.env.TEST_POSTGRES_URL

export default defineConfig({
  resolve: { alias: { '~': place('./app'), '#prisma': place('./generated/prisma/client.ts') } },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [
      'tests/e2e/**',
      ...(process.env.MELT_FAULTS ? [] : ['tests/faults/**']),
      ...(edgeElsewhere ? EDGE : []),
    ],
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    globalSetup: 'tests/support/global-setup.ts',
    setupFiles: 'tests/support/setup.ts',
    server: { deps: { external: [/\/build\/server\//, /\/server\.js$/] } },
  },
})
