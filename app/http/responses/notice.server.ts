import { z } from 'zod'
import { noticeCookie } from '../login/cookies.server'

const notice = z.object({
  text: z.string(),
  undo: z.object({ action: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
  stays: z.boolean().optional(),
})

/** A sentence shown once, on the page that follows an act; `undo` is the form that takes the act back, `stays` keeps it there. */
export type Notice = z.infer<typeof notice>

export function writeNotice(text: Notice) {
  return noticeCookie.serialize(text)
}

export async function parseNotice(request: Request): Promise<Notice | null> {
  const read = notice.safeParse(await noticeCookie.parse(request.headers.get('Cookie')))
  return read.success ? read.data : null
}
