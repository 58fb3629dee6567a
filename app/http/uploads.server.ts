import type { Viewer } from '~/domain/auth/viewer'
import { type Body, MAX_BODY_BYTES, parseBody, type Uploads } from './body.server'
import type { Operation } from './contract'

const MEGABYTE = 1024 * 1024
const MAX_MEGABYTES = 10

/** Two files of ten megabytes and the form around them, from creators alone. */
const MAX_UPLOAD_BYTES = 2 * MAX_MEGABYTES * MEGABYTE + MAX_BODY_BYTES

/** Which files of an operation are read from whom; of others no more than of a form without any. */
export function uploadsOf({ files, maxMegabytes }: Operation, viewer: Viewer | null): Uploads | undefined {
  if (!files) return undefined
  if (!viewer?.channel) {
    const reason = viewer ? 'forbidden' : 'signed_out'
    return { names: files, maxBytes: MAX_BODY_BYTES, beyond: { reason } }
  }
  const detail = `${maxMegabytes ?? MAX_MEGABYTES}MB까지 올릴 수 있어요. 더 작은 파일로 다시 보내 주세요`
  const beyond = { reason: 'too_large', title: '파일이 너무 커요', detail } as const
  return { names: files, maxBytes: MAX_UPLOAD_BYTES, beyond }
}

/** Reads a form with files only from somebody who is not too quick: it is the dearest thing to read. */
export async function readCounted(
  request: Request,
  uploads: Uploads,
  count: () => Promise<void>,
): Promise<Body> {
  await count()
  return parseBody(request, uploads)
}
