import { query as ask } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/refusal'
import { contentSql } from './content-sql'
import { type ContentRow, contentItem } from './item'

/** One content as this person may have it. Refusal: `not_found` (deleted, or its channel is closed) (api.md GET /contents/:id). */
export async function readContent(viewer: Viewer | null, id: string) {
  return contentItem(await readRow(viewer, id))
}

/** The same for its page, with whose it is. Refusal: `not_found` (also under another channel's address). */
export async function readContentPage(viewer: Viewer | null, chzzkChannelId: string, id: string) {
  const row = await readRow(viewer, id)
  if (row.chzzkChannelId !== chzzkChannelId) refuse('not_found')
  return { content: contentItem(row), channelName: row.channelName }
}

async function readRow(viewer: Viewer | null, id: string) {
  const [row] = await ask<ContentRow>('content', `${contentSql} AND c.id = $2`, [viewer?.id ?? null, id])
  return row ?? refuse('not_found')
}
