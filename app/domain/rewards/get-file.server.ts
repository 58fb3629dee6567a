import type { RewardFileKind } from '#prisma'
import { query as ask } from '~/db/query.server'
import type { Viewer } from '~/domain/auth/viewer'
import { refuse } from '~/domain/core/refusal'
import type { StoredFile } from '~/domain/files/file'
import { store } from '~/files/store.server'

type Row = { key: string; mediaType: string; sizeBytes: number; sha256: string }

const OPEN_FILE = `
  SELECT f.key, f.media_type AS "mediaType", f.size_bytes AS "sizeBytes", f.sha256
  FROM contents c
  JOIN channels ch ON ch.id = c.channel_id AND ch.opened_at IS NOT NULL
  JOIN content_files f ON f.content_id = c.id AND f.kind = $3::content_file_kind
  WHERE c.id = $2 AND content_open_to(c, $1)`

/**
 * A reward's file, asked for anew each time by whoever wants it. Refusal: `not_found`, for what is locked to them as for
 * what has no such file (api.md GET /contents/:id).
 */
export async function getRewardFile(
  viewer: Viewer | null,
  id: string,
  kind: RewardFileKind,
): Promise<StoredFile> {
  const [file] = await ask<Row>('content_file', OPEN_FILE, [viewer?.id ?? null, id, kind])
  if (!file) refuse('not_found')
  const { key, ...known } = file
  return { ...known, read: (span) => store.get(key, span) }
}
