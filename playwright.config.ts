import { cpSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { launchOptions } from './tests/e2e/chromium'
import { templateFolder } from './tools/embedded-template.js'

const PORT = 4020
const baseURL = `http://localhost:${PORT}`

/** What is not migrated yet takes longer to start. The workers read this file again and inherit the place. */
process.env.MELT_E2E_DIR ??= dataDir()

function dataDir() {
  const place = mkdtempSync(path.join(tmpdir(), 'melt-e2e-'))
  if (existsSync(templateFolder())) cpSync(templateFolder(), place, { recursive: true })
  return place
}

/** The journeys share one server with the cast on stage; each journey plays with people of its own. */
export default defineConfig({
  testDir: 'tests/e2e',
  workers: 2,
  fullyParallel: true,
  // As vitest.config.ts has it: what goes through every page is no part of `npm test`.
  ...(process.env.MELT_SWEEPS === 'later' && { grepInvert: /@sweep/ }),
  ...(process.env.MELT_SWEEPS === 'only' && { grep: /@sweep/ }),
  reporter: 'line',
  timeout: 60_000,
  use: {
    baseURL,
    launchOptions: await launchOptions(),
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 390, height: 844 },
    // What a journey intercepts must not pass by way of a worker; those that are about it let it in.
    serviceWorkers: 'block',
    // A trace of every journey takes a tenth of its time: `npm run test:browser -- --trace on` makes one.
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node server.js',
    env: {
      NODE_ENV: 'production',
      CHZZK_SANDBOX: '1',
      PORT: String(PORT),
      MELT_DATA_DIR: process.env.MELT_E2E_DIR,
      MELT_RATE_LIMITS: 'off',
      LOG_LEVEL: 'warn',
    },
    url: `${baseURL}/readyz`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
