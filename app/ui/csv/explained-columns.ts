import type { DonationSource, DonationStatus } from '#prisma'
import { spreadsheetTime } from '~/copy/ko/dates'
import type { ExplainedLine } from '~/domain/stats/export-lines'
import { statusWord } from '../label'
import { broadcastWord, kindWord, provenanceWord } from '../stats/explained-words'
import { hiddenCell } from './hidden-cell'

/** What an explanation's file tells of a row. */
export const explainedColumns = [
  { header: '들어갔나요', cell: ({ reason }: ExplainedLine) => (reason === null ? '들어감' : '뺌') },
  { header: '뺀 이유', cell: ({ reason }: ExplainedLine) => reason },
  { header: '시각(한국)', cell: ({ occurredAt }: ExplainedLine) => spreadsheetTime(occurredAt) },
  {
    header: '종류',
    cell: ({ kind }: ExplainedLine) => (kind === 'donation' ? '후원' : kindWord(kind)),
  },
  { header: '후원자', cell: ({ donorName }: ExplainedLine) => donorName },
  { header: '팬이 숨긴 것', cell: hiddenCell },
  { header: '치즈', cell: ({ amount }: ExplainedLine) => amount },
  { header: '상태', cell: ({ status }: ExplainedLine) => status && statusWord(status as DonationStatus) },
  {
    header: '출처',
    cell: ({ status, source }: ExplainedLine) =>
      status && source ? provenanceWord(status as DonationStatus, source as DonationSource) : null,
  },
  { header: '방송', cell: ({ broadcast }: ExplainedLine) => broadcastWord(broadcast) },
  { header: '번호', cell: ({ id }: ExplainedLine) => id },
]
