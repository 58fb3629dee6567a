import { test as base } from '@playwright/test'

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
