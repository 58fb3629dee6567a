import { spreadsheetTime } from '~/copy/ko/dates'
import type { SupporterLine } from '~/domain/stats/export-lines'

/** What a creator's file tells of a supporter. */
export const supporterColumns = [
  { header: '후원자', cell: ({ displayName }: SupporterLine) => displayName },
  { header: '치지직 ID', cell: ({ chzzkUserId }: SupporterLine) => chzzkUserId },
  { header: '배지', cell: ({ badge }: SupporterLine) => badge?.name ?? null },
  { header: 'VIP', cell: ({ vip }: SupporterLine) => (vip ? 'VIP' : null) },
  { header: '확인된 치즈', cell: ({ sum }: SupporterLine) => sum },
  { header: '후원 수', cell: ({ count }: SupporterLine) => count },
  { header: '마지막 후원(한국)', cell: ({ lastSupportAt }: SupporterLine) => spreadsheetTime(lastSupportAt) },
]
