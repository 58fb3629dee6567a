import { RECEIPT_NOTES, receiptSentence, type Wrong, wrongReceiptCopy } from '~/copy/ko/verify'
import { type Checkpoint, isSignedBy, type Published, parseCheckpoint, requireContinued } from './checkpoint'
import { Misfit, misfit } from './misfit'
import { checkReceipt } from './receipt'
import type { GetTile } from './tree'

export type Judgement = { verdict: 'right' | 'partly' | 'wrong'; lines: string[] }

/** What a receipt proves, by the keys that came with the page and what is published now; null where there is no connection. */
export async function judgeReceipt(
  text: string,
  brought: readonly string[],
  published: Published | null,
  getTile: GetTile,
): Promise<Judgement> {
  try {
    const vkeys = [...brought, ...(published?.vkeys ?? [])]
    const receipt = await checkReceipt(text, vkeys)
    const { isSigned, checkpoint } = receipt
    const found = published && (await compare(checkpoint, published.text, vkeys, getTile))
    const isContinued = found === 'continued'
    // Without a signature that fits, a file that somebody made up accuses nobody of a changed past.
    if (isSigned === false && !isContinued) misfit(found === 'other_log' ? found : 'unknown_key')
    if (found && !isContinued) misfit(isSigned || found === 'other_log' ? found : 'unknown_key')
    const lines = [
      receiptSentence(receipt),
      signatureNote(isSigned),
      found ? RECEIPT_NOTES.continued : RECEIPT_NOTES.offline,
    ]
    return { verdict: isSigned === null && !found ? 'partly' : 'right', lines }
  } catch (error) {
    const wrong = error instanceof Misfit ? error.wrong : 'no_receipt'
    return { verdict: 'wrong', lines: [wrongReceiptCopy(wrong)] }
  }
}

function signatureNote(isSigned: boolean | null) {
  if (isSigned === null) return RECEIPT_NOTES.unsigned
  return isSigned ? RECEIPT_NOTES.signed : RECEIPT_NOTES.signedBefore
}

/** Whether what is published now continues the receipt's checkpoint, or why not; null where the connection broke off. */
async function compare(
  checkpoint: Checkpoint,
  text: string,
  vkeys: readonly string[],
  getTile: GetTile,
): Promise<'continued' | Wrong | null> {
  try {
    if (!text) misfit('shorter')
    const now = parseCheckpoint(text)
    if ((await isSignedBy(now, vkeys)) === false) misfit('other_past')
    await requireContinued(checkpoint, now, getTile)
    return 'continued'
  } catch (error) {
    return error instanceof Misfit ? error.wrong : null
  }
}
