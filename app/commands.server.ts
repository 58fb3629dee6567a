import { parseArgs } from 'node:util'
import { rotateKeys } from '~/domain/auth/tokens.server'
import { replayEvents } from '~/domain/chzzk-events/process.server'
import { eraseReason } from '~/domain/donations/erase-reason.server'
import { findingLines } from '~/domain/donations/verify/findings'
import { listHeads, verifyLedger } from '~/domain/donations/verify.server'
import { collectCosignatures, countCosigners } from '~/domain/proofs/cosignatures.server'
import { type Signing, signLedger } from '~/domain/proofs/sign.server'
import { rebuildAggregates } from '~/domain/stats/rebuild.server'

const SIGNINGS: Record<Signing['outcome'], string> = {
  signed: 'The ledgers are signed',
  unchanged: 'Nothing changed since the last signing',
  busy: 'Another instance is signing',
  off: 'Nothing is signed here (LEDGER_SIGNING_KEY, MELT_LEDGER_SIGNING)',
}

/** What operators run by name (docs/operations.md). */
export const commands: Record<string, (args?: string[]) => Promise<{ line: string; exitCode: number }>> = {
  async migrate() {
    return { line: 'The tables are up to date', exitCode: 0 }
  },
  async 'ledger:verify'(args) {
    const { against } = parseArgs({ args, options: { against: { type: 'string' } } }).values
    const found = await verifyLedger({ against })
    const { channels, entries, donations, compared, disagreement } = found
    const past = against ? `, the past as it was recorded in ${compared} places` : ''
    const seen = `${channels} channels, ${entries} entries, ${donations} donations${past}`
    return disagreement
      ? { line: `The ledger disagrees: ${findingLines(found).join('\n')}`, exitCode: 1 }
      : { line: `The ledger is whole: ${seen}`, exitCode: 0 }
  },
  async 'ledger:heads'() {
    return { line: (await listHeads()).join('\n'), exitCode: 0 }
  },
  async 'ledger:sign'() {
    const { outcome, leaves, size } = await signLedger()
    await collectCosignatures()
    const { cosigners, witnesses } = await countCosigners(size)
    return {
      line: `${SIGNINGS[outcome]}: ${leaves} new leaves, ${size} in all${witnesses ? `, cosigned by ${cosigners} of ${witnesses} witnesses` : ''}`,
      exitCode: outcome === 'off' ? 1 : 0,
    }
  },
  async 'ledger:erase-reason'(args) {
    const [channelId = '', seq = ''] = parseArgs({ args, allowPositionals: true }).positionals
    const erased = await eraseReason({ channelId, seq: Number(seq) })
    return erased
      ? {
          line: `The reason is erased in ${erased.erased} entries of ${channelId}, their digests stay; ${erased.kept} of form 1 keep it`,
          exitCode: 0,
        }
      : { line: `Entry ${seq} of ${channelId} has no reason that can be erased`, exitCode: 1 }
  },
  async 'stats:rebuild'() {
    const { channels } = await rebuildAggregates()
    return { line: `The aggregates of ${channels} channels were rebuilt`, exitCode: 0 }
  },
  async 'ingest:replay'() {
    const { processed, left } = await replayEvents()
    const done = `${processed} stored events processed again`
    return left > 0 ? { line: `${done}, ${left} could not be`, exitCode: 1 } : { line: done, exitCode: 0 }
  },
  async 'tokens:rotate'() {
    const { rotated, current, unreadable } = await rotateKeys()
    const done = `${rotated} grants encrypted anew, ${current} were under the first key already`
    return unreadable > 0
      ? { line: `${done}, ${unreadable} open with no key of TOKEN_ENCRYPTION_KEY`, exitCode: 1 }
      : { line: `${done}, none is unreadable`, exitCode: 0 }
  },
}
