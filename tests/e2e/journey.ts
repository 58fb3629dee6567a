import { test as base, type Locator } from '@playwright/test'

export { expect } from '@playwright/test'

/** A journey takes its windows along when it ends: those that stay open would listen on and slow the next one. */
export const test = base.extend<{ windows: undefined }>({
  windows: [
    async ({ browser }, use) => {
      await use(undefined)
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    { auto: true },
  ],
})

const PACE_MS = Number(process.env.MELT_PACE_MS ?? 0)

/** Every tap of a journey, those at CHZZK too; `MELT_PACE_MS=2000` reads each page first, as people do. */
export class Taps {
  count = 0
  async tap(what: Locator) {
    this.count++
    await what.page().waitForTimeout(PACE_MS)
    await what.click()
  }
}
