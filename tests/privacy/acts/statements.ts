import { db } from '~/db/client.server'
import { inKst } from '~/domain/core/kst'
import { applyStatement, undoStatement } from '~/domain/statements/apply.server'
import { chooseLine, listLines } from '~/domain/statements/list-lines.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import { COLUMNS, fileOf } from '../../support/statements'
import type { History, Pick } from '../history'
import type { Person, Thing } from '../model'
import { CREATORS, FANS } from '../people'

const CLAIMED = 1_000
let amounts = 10_000

/** A creator: without a channel nobody learns whether there is such a statement. */
const creatorFor = (of: Thing, { who }: Pick): Person =>
  who % 4 > 0 ? of.channel : (CREATORS[who % CREATORS.length] ?? 'creator0')

/** What became of the donations that its lines act on, as the database has it. */
async function follow(history: History, of: Thing) {
  const lines = await db.statementLine.findMany({
    where: { statementId: of.id ?? '', donationId: { not: null }, deed: { not: null } },
    include: { donation: { include: { message: true } } },
  })
  for (const { donation, deed } of lines) {
    if (!donation) continue
    const { id, status, message, donorId } = donation
    let gift = history.things.find((thing) => thing.kind === 'gift' && thing.id === id)
    if (!gift && deed === 'added') gift = beginAdded(history, of, { id, donorId, message })
    if (gift && status !== 'PENDING') history.move(gift, status)
  }
}

type Added = { id: string; donorId: string | null; message: { id: string; heldAt: Date | null } | null }

/** It has no words of the file, and its donor only where Melt knew them already. */
function beginAdded(history: History, { channel }: Thing, { id, donorId, message }: Added) {
  const [author = null] = [...history.cast].find(([, { account }]) => account.id === donorId) ?? []
  const gift = history.begin({ kind: 'gift', id, channel, author })
  const line = { kind: 'donation', id: message?.id ?? null, channel, author, about: gift } as const
  const said = history.begin({ ...line, words: null })
  if (message?.heldAt) history.mark(said, 'held')
  return gift
}

/** One that waits in the channel, for the creator to say that it is a line. */
async function waitingOf(channel: Thing['channel'], history: History) {
  const channelId = history.role(channel).account.channel?.id ?? ''
  return db.donation.findFirst({
    where: { channelId, status: 'OCCURRED', claimedAmountCheese: CLAIMED, signal: null },
    orderBy: { id: 'asc' },
  })
}

export const statementActs = {
  async bring(history: History, pick: Pick) {
    const by = history.someone(pick)
    const { words } = history.newWords(1)
    const fan = FANS[pick.on % (2 * FANS.length)]
    const at = inKst(new Date()).slice(0, 19).replace('T', ' ')
    const said = { at, name: `${words} 이름`, message: `${words} 파일의 말` }
    const known = fan && { donorId: history.role(fan).account.chzzkUserId }
    const file = fileOf([
      { ...said, ...known, amount: ++amounts },
      { ...said, amount: CLAIMED, kind: '미션' },
      { ...said, at: `${words} 언젠가`, amount: 1 },
    ])
    const brought = await history.attempt({
      by,
      says: `brings a statement that says ${words}${fan ? ` of ${fan}` : ''}`,
      may: by.startsWith('creator'),
      act: (viewer) => createStatement(viewer, {}, file),
    })
    if (brought) history.begin({ kind: 'statement', words, id: brought.id, channel: by, author: by })
  },

  async applyStatement(history: History, pick: Pick) {
    const of = history.some(pick, 'statement')
    if (!of?.id) return
    const { id, channel } = of
    const by = creatorFor(of, pick)
    const may = by === channel
    const act = { by, of, may }
    const mapped = { ...act, says: 'says the columns of' }
    await history.attempt({ ...mapped, act: async (viewer) => [await mapStatement(viewer, id, COLUMNS)] })
    const waiting = pick.how % 2 ? await waitingOf(channel, history) : null
    const matched = waiting && ({ outcome: 'matched', donationId: waiting.id } as const)
    const chosen = await history.attempt({
      ...act,
      says: 'says what a line is of',
      act: (viewer) => chooseLine(viewer, { id, row: 3 }, matched ?? { outcome: 'ignored' }),
    })
    const plan = await history.attempt({
      ...act,
      says: 'plans',
      act: (viewer) => planStatement(viewer, id, undefined),
    })
    const lines = await history.attempt({
      ...act,
      says: 'reads the lines of',
      act: (viewer) => listLines(viewer, id, { limit: 50 }),
    })
    history.atMost(by, 'what a statement comes to', JSON.stringify([chosen, plan, lines]))
    const planHash = plan?.planHash ?? '0'.repeat(64)
    const applied = await history.attempt({
      ...act,
      says: 'applies',
      act: (viewer) => applyStatement(viewer, id, planHash),
    })
    if (applied) await follow(history, of)
  },

  async undoStatement(history: History, pick: Pick) {
    const of = history.some(pick, 'statement')
    if (!of?.id) return
    const { id, channel } = of
    const by = creatorFor(of, pick)
    const undone = await history.attempt({
      by,
      says: 'undoes',
      of,
      may: by === channel,
      act: (viewer) => undoStatement(viewer, id),
    })
    if (undone) await follow(history, of)
  },
}
