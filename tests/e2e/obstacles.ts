import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** What of a page stands in somebody's way, with the first place of each. */
export async function obstacles(page: Page, narrow = (axe: AxeBuilder) => axe) {
  await still(page)
  const { violations } = await narrow(new AxeBuilder({ page })).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

/** Waits until nothing is under way or moves: what is half faded has the contrast of neither state. */
export async function still(page: Page) {
  await expect(page.locator('[data-sending], [data-settled]')).toHaveCount(0)
  await page.evaluate(async () => {
    await document.fonts.ready
    for (const animation of document.getAnimations()) animation.finish()
  })
}
