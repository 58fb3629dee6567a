import type { contract } from '~/http/contract'
import { type Client, signedIn } from './melt'
import { cheer } from './messages'
import { someChzzkId } from './people'

type Ask = (by: Client, key: keyof typeof contract, address?: string, body?: unknown) => Promise<object>
const id = (answer: object, name: string) => String((answer as Record<string, unknown>)[name])

/** Walks once through reporting, hiding, objecting and looking after the instance. */
export async function walkModeration(ask: Ask, creator: Client, fan: Client) {
  const passer = await signedIn({ channelId: someChzzkId(), name: '지나가던분' })
  const admin = await signedIn({ channelId: someChzzkId(), name: '운영지기', role: 'admin' })
  const messageId = await cheer(fan, creator)
  const reported = await ask(passer, 'POST /report', '', { messageId, reason: 'spam' })
  await ask(passer, 'GET /report')
  await ask(creator, 'POST /reports/:id/resolve', `/reports/${id(reported, 'reportId')}/resolve`, {
    outcome: 'hidden',
  })
  await ask(passer, 'GET /report')
  const path = `/content/${messageId}`
  const objected = await ask(fan, 'POST /content/:id/objection', `${path}/objection`, { text: '괜찮아요' })
  await ask(creator, 'POST /objections/:id/resolve', `/objections/${id(objected, 'objectionId')}/resolve`, {
    outcome: 'restored',
  })
  await ask(creator, 'DELETE /content/:id', path, { reason: '다시 봤어요' })
  await ask(creator, 'POST /content/:id/restore', `${path}/restore`)
  await ask(admin, 'POST /admin/ledger-check')
}
