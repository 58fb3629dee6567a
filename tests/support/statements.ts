import { db } from '~/db/client.server'
import type { Viewer } from '~/domain/auth/viewer'
import { withLedger } from '~/domain/donations/ledger.server'
import { planStatement } from '~/domain/statements/make-plan.server'
import { mapStatement } from '~/domain/statements/mapping.server'
import { createStatement } from '~/domain/statements/upload.server'
import type { Client } from './melt'

export type FileRow = {
  at: string
  amount: number
  donorId?: string
  name?: string
  kind?: string
  message?: string
}

const HEADER = '후원일시,후원금액,후원자ID,닉네임,유형,메시지'
export const COLUMNS = { date: 0, amount: 1, donorId: 2, nickname: 3, kind: 4, message: 5 }

/** A settlement file as a creator might bring it. */
export const fileOf = (rows: readonly FileRow[]) =>
  Buffer.from(
    [
      HEADER,
      ...rows.map(({ at, amount, donorId = '', name = '', kind = '채팅', message = '' }) =>
        [at, amount, donorId, name, kind, message].join(','),
      ),
    ].join('\n'),
  )

/** Brought and mapped: its id. */
export async function bring(creator: Viewer, rows: readonly FileRow[]): Promise<string> {
  const { id } = await createStatement(creator, {}, fileOf(rows))
  await mapStatement(creator, id, COLUMNS)
  return id
}

/** Brought, mapped and planned. */
export async function planned(creator: Viewer, rows: readonly FileRow[]) {
  const id = await bring(creator, rows)
  return { id, plan: await planStatement(creator, id, undefined) }
}

type Given = { amount: number; at: string; status?: 'OCCURRED' | 'CONFIRMED'; name?: string }

/** A donation of a fan as the ledger has it, without the acts that lead there: its id. */
export async function give(
  creator: Viewer,
  fan: Viewer | null,
  { amount, at, status = 'OCCURRED', name }: Given,
) {
  const actor = { kind: 'creator', id: creator.id } as const
  return withLedger(creator.channel?.id ?? '', async (ledger) => {
    const { id } = await ledger.createDonation(
      {
        donorId: fan?.id ?? null,
        donorName: fan ? null : (name ?? null),
        status: 'OCCURRED',
        source: 'manual',
        claimedAmountCheese: amount,
        occurredAt: new Date(at),
      },
      actor,
    )
    if (status === 'CONFIRMED')
      await ledger.changeStatus({ id, status: 'OCCURRED' }, { to: 'CONFIRMED', amountCheese: amount, actor })
    return id
  })
}

export const lineOf = (statementId: string, row: number) =>
  db.statementLine.findUniqueOrThrow({ where: { statementId_row: { statementId, row } } })

/** As a browser sends it; the name of the file is a lie. */
export function sendStatement(by: Client, bytes: Buffer) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), '../정산.exe')
  return by.request('POST', '/creator/statements', { headers: { Accept: 'application/json' }, body: form })
}

type Uploaded = { statement: { id: string; state: string } }

export async function uploadStatement(by: Client, bytes: Buffer) {
  const response = await sendStatement(by, bytes)
  if (!response.ok) throw new Error(`not uploaded: ${await response.text()}`)
  return ((await response.json()) as Uploaded).statement
}
