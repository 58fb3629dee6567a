const AT_ONCE = 500

/** Where the next page begins: nowhere yet, or behind this row. */
export type Page = { take: number; skip?: number; cursor?: { id: string } }

/** Every row of a list, page after page, so that a big account is never in memory at once. */
export async function* collectPages<Row extends { id: string }>(read: (page: Page) => Promise<Row[]>) {
  let page: Page = { take: AT_ONCE }
  for (;;) {
    const rows = await read(page)
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < AT_ONCE) return
    page = { take: AT_ONCE, skip: 1, cursor: { id: last.id } }
  }
}
