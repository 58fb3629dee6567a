import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { launchOptions } from './tests/e2e/chromium'

const PORT = 4020
const baseURL = `http://localhost:${PORT}`

/** The journeys share one server with the cast on stage; each journey plays with people of its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  workers: 2,
  fullyParallel: true,
  reporter: 'line',
  timeout: 60_000,
  use: {
    baseURL,
    launchOptions: await launchOptions(),
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 390, height: 844 },
    // A trace of every journey takes a tenth of its time: `npm run test:browser -- --trace on` makes one.
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node server.js',
    env: {
      NODE_ENV: 'production',
      CHZZK_SANDBOX: '1',
      PORT: String(PORT),
      MELT_DATA_DIR: process.env.MELT_E2E_DIR ?? mkdtempSync(path.join(tmpdir(), 'melt-e2e-')),
      MELT_RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
    },
    url: `${baseURL}/readyz`,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
