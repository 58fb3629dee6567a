import { verifyLedger } from '~/domain/donations/verify.server'

/** What operators run by name: each prints one line and answers the exit code. */
export const commands: Record<string, () => Promise<{ line: string; exitCode: number }>> = {
  async migrate() {
    return { line: 'The tables are up to date', exitCode: 0 }
  },
  async 'ledger:verify'() {
    const { channels, entries, donations, disagreement } = await verifyLedger()
    const seen = `${channels} channels, ${entries} entries, ${donations} donations`
    return disagreement
      ? { line: `The ledger disagrees: ${disagreement}`, exitCode: 1 }
      : { line: `The ledger is whole: ${seen}`, exitCode: 0 }
  },
}
