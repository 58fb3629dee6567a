import { Buffer } from 'node:buffer'
import { bytesUpTo } from '~/bytes-up-to'
import { whyUnreached } from '~/why-unreached'
import { decodeProofText, orProblem } from './encoding'
import type { VerifierKey, Witness } from './key'
import { formatSignatures, parseSignatures } from './note'
import {
  type AddCheckpoint,
  addCosignatures,
  formatAddCheckpoint,
  parseWitnessedSize,
  type WitnessTrouble,
} from './witness'

const ANSWER_WITHIN_MS = 10_000
const MAX_ANSWER_BYTES = 16 * 1024

/** Why a witness has not cosigned, with a status or code: its own words are not repeated. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError'
  constructor(
    readonly reason: WitnessTrouble,
    readonly detail: string | null = null,
  ) {
    super(`The witness has not cosigned: ${detail ? `${reason} (${detail})` : reason}`)
  }
}

/** Its line under the checkpoint; or the size that it knows where that is not the old one; or that what it knows is not continued. */
export type WitnessReply =
  | { outcome: 'cosigned'; line: string }
  | { outcome: 'knows'; size: number }
  | { outcome: 'disproved' }

/** Asks once (c2sp.org/tlog-witness, add-checkpoint) and throws only WitnessError; nothing of the answer is believed unverified. */
export async function submitCheckpoint({ key, url }: Witness, request: AddCheckpoint): Promise<WitnessReply> {
  const { status, type, body } = await exchange(`${url}/add-checkpoint`, formatAddCheckpoint(request))
  if (status === 200) return { outcome: 'cosigned', line: toLine(request, key, body) }
  if (status === 422) return { outcome: 'disproved' }
  if (status === 409 && type === 'text/x.tlog.size') return { outcome: 'knows', size: toSize(body) }
  throw new WitnessError(troubleOf(status), String(status))
}

function troubleOf(status: number): WitnessTrouble {
  if (status >= 500) return 'failing'
  if (status >= 400) return status === 409 ? 'unreadable' : 'refused'
  return status >= 300 ? 'redirected' : 'unreadable'
}

function toLine({ checkpoint }: AddCheckpoint, key: VerifierKey, body: Buffer): string {
  if (typeof orProblem(() => parseSignatures(decodeProofText(body))) === 'string')
    throw new WitnessError('unreadable')
  const cosigned = orProblem(() => addCosignatures(checkpoint, body, [key]))
  if (typeof cosigned === 'string') throw new WitnessError('unsigned')
  const own = cosigned.note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.keyId)
  return formatSignatures(own.slice(0, 1))
}

function toSize(body: Buffer): number {
  const found = orProblem(() => ({ size: parseWitnessedSize(decodeProofText(body)) }))
  if (typeof found === 'string') throw new WitnessError('unreadable', '409')
  return found.size
}

/** Of an answer of another status nothing is read. */
async function exchange(address: string, body: string) {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'User-Agent': 'Melt' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    const { status } = response
    if (status !== 200 && status !== 409) {
      await response.body?.cancel()
      return { status, type: '', body: Buffer.alloc(0) }
    }
    const answered = await bytesUpTo(response.body, MAX_ANSWER_BYTES)
    if (!answered) throw new WitnessError('too_long')
    const [type = ''] = (response.headers.get('Content-Type') ?? '').split(';')
    return { status, type: type.trim(), body: answered }
  } catch (error) {
    if (error instanceof WitnessError) throw error
    const why = whyUnreached(error)
    throw why === 'timeout' ? new WitnessError('timeout') : new WitnessError('unreached', why)
  }
}
