import { ANONYMOUS } from '~/domain/donations/presenter'
import type { DonationLine, ExplainedRow, Supporter } from '~/domain/stats/presenter'
import { spreadsheetTime } from './dates'
import { entryReasonCopy, statusCopy } from './donations'
import { broadcastCopy, provenanceCopy, reasonCopy, rowKindCopy } from './figures'

/** The counted cheese of the rows adds up to the figure. */
export const donationColumns = [
  { header: '후원 시각(한국)', cell: ({ occurredAt }: DonationLine) => spreadsheetTime(occurredAt) },
  { header: '상태', cell: ({ status }: DonationLine) => statusCopy(status) },
  { header: '집계된 치즈', cell: ({ counted }: DonationLine) => counted },
  { header: '팬이 적은 치즈', cell: ({ claimed }: DonationLine) => claimed },
  { header: '후원자', cell: ({ donorName }: DonationLine) => donorName ?? ANONYMOUS },
  { header: '치지직 ID', cell: ({ chzzkUserId }: DonationLine) => chzzkUserId },
  { header: '팬이 숨긴 것', cell: hiddenCell },
  { header: '출처', cell: ({ status, source }: DonationLine) => provenanceCopy(status, source) },
  { header: '방송', cell: ({ broadcast }: DonationLine) => broadcastCopy(broadcast) },
  { header: '확인 시각(한국)', cell: ({ confirmedAt }: DonationLine) => spreadsheetTime(confirmedAt) },
  { header: '제외·취소 이유', cell: ({ reason }: DonationLine) => reason && entryReasonCopy(reason) },
  { header: '메시지', cell: ({ message }: DonationLine) => message },
  { header: '내 메모', cell: ({ note }: DonationLine) => note },
  { header: '후원 번호', cell: ({ id }: DonationLine) => id },
]

export const supporterColumns = [
  { header: '후원자', cell: ({ displayName }: Supporter) => displayName },
  { header: '치지직 ID', cell: ({ chzzkUserId }: Supporter) => chzzkUserId },
  { header: '배지', cell: ({ badge }: Supporter) => badge?.name ?? null },
  { header: 'VIP', cell: ({ vip }: Supporter) => (vip ? 'VIP' : null) },
  { header: '확인된 치즈', cell: ({ sum }: Supporter) => sum },
  { header: '후원 수', cell: ({ count }: Supporter) => count },
  { header: '마지막 후원(한국)', cell: ({ lastSupportAt }: Supporter) => spreadsheetTime(lastSupportAt) },
]

export const explainedColumns = [
  { header: '들어갔나요', cell: ({ reason }: ExplainedRow) => (reason === null ? '들어감' : '뺌') },
  { header: '뺀 이유', cell: ({ reason }: ExplainedRow) => reason && reasonCopy(reason) },
  { header: '시각(한국)', cell: ({ occurredAt }: ExplainedRow) => spreadsheetTime(occurredAt) },
  {
    header: '종류',
    cell: ({ kind }: ExplainedRow) => (kind === 'donation' ? '후원' : rowKindCopy(kind)),
  },
  { header: '후원자', cell: ({ donorName }: ExplainedRow) => donorName },
  { header: '팬이 숨긴 것', cell: hiddenCell },
  { header: '치즈', cell: ({ amount }: ExplainedRow) => amount },
  { header: '상태', cell: ({ status }: ExplainedRow) => status && statusCopy(status) },
  {
    header: '출처',
    cell: ({ status, source }: ExplainedRow) => (status && source ? provenanceCopy(status, source) : null),
  },
  { header: '방송', cell: ({ broadcast }: ExplainedRow) => broadcastCopy(broadcast) },
  { header: '번호', cell: ({ id }: ExplainedRow) => id },
]

type Hides = { hideAmount: boolean; hideName: boolean }

/** What the fan hides from the feed: a creator who passes this file on should know. */
function hiddenCell({ hideAmount, hideName }: Hides) {
  if (hideAmount && hideName) return '금액·이름'
  if (hideName) return '이름'
  return hideAmount ? '금액' : null
}
