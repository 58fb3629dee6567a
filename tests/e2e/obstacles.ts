import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/** What of a page stands in somebody's way, with the first place of each. */
export async function obstacles(page: Page) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
