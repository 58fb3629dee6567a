import type { z } from 'zod'
import type { Viewer } from '~/domain/auth/viewer'
import { cursor } from '~/domain/core/keyset'
import { explainFigure, listExplainedRows } from './explain.server'
import type { ExplainedLine } from './export-lines'
import type { figureQuery } from './input'

type Query = z.output<typeof figureQuery>

const AT_ONCE = 1_000

/** All rows of an explanation: what the figure is made of, then what is left out, page after page; they are added up once, before the first. Refusals: as `explain`. */
export async function exportExplained(viewer: Viewer, query: Query, now = new Date()) {
  const first = await explainFigure(viewer, { ...query, limit: AT_ONCE }, now)
  return pages(viewer, query, first, now)
}

type Told = Awaited<ReturnType<typeof explainFigure>>

async function* pages(viewer: Viewer, query: Query, first: Told, now: Date): AsyncGenerator<ExplainedLine[]> {
  for (const part of ['included', 'excluded'] as const) {
    let page = first[part]
    for (;;) {
      yield page.items
      if (page.nextCursor === null) break
      const after = cursor.parse(page.nextCursor)
      page = await listExplainedRows(
        viewer,
        query,
        { included: part === 'included', cursor: after, limit: AT_ONCE },
        now,
      )
    }
  }
}
