import { spreadsheetTime } from '~/copy/ko/dates'
import { ANONYMOUS } from '~/domain/donations/presenter'
import type { DonationLine } from '~/domain/stats/export-lines'
import { reasonWord } from '../donations/history'
import { statusWord } from '../label'
import { broadcastWord, provenanceWord } from '../stats/explained-words'
import { hiddenCell } from './hidden-cell'

/** What a creator's file tells of a donation; the counted cheese of its rows adds up to the figure. */
export const donationColumns = [
  { header: '후원 시각(한국)', cell: ({ occurredAt }: DonationLine) => spreadsheetTime(occurredAt) },
  { header: '상태', cell: ({ status }: DonationLine) => statusWord(status) },
  { header: '집계된 치즈', cell: ({ counted }: DonationLine) => counted },
  { header: '팬이 적은 치즈', cell: ({ claimed }: DonationLine) => claimed },
  { header: '후원자', cell: ({ donorName }: DonationLine) => donorName ?? ANONYMOUS },
  { header: '치지직 ID', cell: ({ chzzkUserId }: DonationLine) => chzzkUserId },
  { header: '팬이 숨긴 것', cell: hiddenCell },
  { header: '출처', cell: ({ status, source }: DonationLine) => provenanceWord(status, source) },
  { header: '방송', cell: ({ broadcast }: DonationLine) => broadcastWord(broadcast) },
  { header: '확인 시각(한국)', cell: ({ confirmedAt }: DonationLine) => spreadsheetTime(confirmedAt) },
  { header: '제외·취소 이유', cell: ({ reason }: DonationLine) => reason && reasonWord(reason) },
  { header: '메시지', cell: ({ message }: DonationLine) => message },
  { header: '내 메모', cell: ({ note }: DonationLine) => note },
  { header: '후원 번호', cell: ({ id }: DonationLine) => id },
]
