import { query as ask } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { readMissing } from '~/domain/badges/missing.server'
import { refuse } from '~/domain/refusal'
import { contentSql } from './content-sql'
import { type ContentRow, contentItem } from './item'

/** One content as this person may have it. Refusal: `not_found` (deleted, or its channel is closed) (api.md GET /contents/:id). */
export async function readContent(viewer: Viewer | null, id: string) {
  return contentItem(await readRow(viewer, id))
}

/**
 * The same for its page, with whose it is, and where it is locked the cheese that they are short of, null for nobody in
 * particular and where cheese opens nothing. Refusal: `not_found` (also under another channel's address).
 */
export async function readContentPage(viewer: Viewer | null, chzzkChannelId: string, id: string) {
  const row = await readRow(viewer, id)
  if (row.chzzkChannelId !== chzzkChannelId) refuse('not_found')
  const { channelId, channelName, tier, open } = row
  const short = open || tier === null ? null : await readMissing(channelId, viewer?.id ?? null, tier)
  return { content: contentItem(row), channelName, missing: short?.missing ?? null }
}

async function readRow(viewer: Viewer | null, id: string) {
  const [row] = await ask<ContentRow>('content', `${contentSql} AND c.id = $2`, [viewer?.id ?? null, id])
  return row ?? refuse('not_found')
}
