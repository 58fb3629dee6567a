const AT_ONCE = 1_000

/** A read of the rows behind `after` in the list's order, at most `limit`; `after` is null for the first. */
type Read<Row> = (after: Row | null, limit: number) => Promise<Row[]>

/** A whole list in pages that are never together in memory, the next read only when somebody takes it. */
export async function* pagesOf<Row>(read: Read<Row>, atOnce = AT_ONCE): AsyncGenerator<Row[]> {
  for (let after: Row | null = null; ; ) {
    const rows: Row[] = await read(after, atOnce)
    if (rows.length > 0) yield rows
    after = rows.at(-1) ?? null
    if (!after || rows.length < atOnce) return
  }
}
