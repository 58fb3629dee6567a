import type { MappingReason } from '~/domain/statements/columns'
import type { FileReason } from '~/domain/statements/table'

const AGAIN_AS_XLSX = '엑셀에서 열고 .xlsx로 다시 저장해 주세요'
const inRow = (of: string) => (of ? ` (${of}번째 줄)` : '')

/** Why a file is refused, by the reason that reading it gives; `of` is a row or the names of sheets. */
const FILES: Record<FileReason, (of: string) => string> = {
  empty: () => '빈 파일이에요',
  too_large: () => '파일은 5MB까지 읽을 수 있어요. 기간을 나누어 올려 주세요',
  xls: () => `예전 엑셀 파일(.xls)은 읽지 못해요. ${AGAIN_AS_XLSX}`,
  xlsb: () => `.xlsb 파일은 읽지 못해요. ${AGAIN_AS_XLSX}`,
  html: () => `표가 아니라 웹 페이지예요. ${AGAIN_AS_XLSX}`,
  xml_spreadsheet: () => `XML 파일은 읽지 못해요. ${AGAIN_AS_XLSX}`,
  pdf: () => 'PDF는 읽지 못해요. 기간과 합계를 직접 적어 주세요',
  picture: () => '그림은 읽지 못해요. 기간과 합계를 직접 적어 주세요',
  archive: () => '압축을 풀고 안에 있는 CSV나 XLSX 파일을 올려 주세요',
  other_document: () => 'CSV나 XLSX 파일만 읽을 수 있어요',
  binary: () => 'CSV나 XLSX 파일만 읽을 수 있어요',
  encrypted: () => '암호가 걸린 파일이에요. 엑셀에서 암호를 풀고 다시 저장해 주세요',
  undecodable: () => '글자를 읽지 못했어요. 엑셀에서 ‘CSV UTF-8’로 다시 저장해 주세요',
  quote_not_closed: (of) => `닫히지 않은 따옴표가 있어요${inRow(of)}`,
  too_many_rows: () => '5만 줄까지 읽을 수 있어요. 기간을 나누어 올려 주세요',
  too_many_columns: (of) => `열은 100개까지 읽을 수 있어요${inRow(of)}`,
  row_too_long: (of) => `너무 긴 줄이 있어요${inRow(of)}`,
  inflates_too_much: () => `압축을 풀면 너무 커지는 파일이에요. ${AGAIN_AS_XLSX}`,
  damaged: () => `깨진 파일이에요. ${AGAIN_AS_XLSX}`,
  choose_sheet: (of) => `시트가 여럿이에요. 하나를 골라 주세요: ${of}`,
  no_such_sheet: (of) => `그런 시트가 없어요. 있는 시트: ${of}`,
  sheet_empty: () => '빈 시트예요. 다른 시트를 골라 주세요',
}

const MAPPINGS: Record<MappingReason, () => string> = {
  amount_column_missing: () => '금액이 있는 열을 골라 주세요',
  date_column_missing: () => '날짜나 기간이 있는 열을 골라 주세요',
  no_such_column: () => '파일에 없는 열이에요',
  column_used_twice: () => '한 열은 한 번만 고를 수 있어요',
}

export const STATEMENT_FIELDS: Record<string, (of: string) => string> = {
  ...Object.fromEntries(Object.entries(FILES).map(([reason, copy]) => [`statement_${reason}`, copy])),
  ...MAPPINGS,
  sheet_name: (of) => of,
  choose_file: () => '정산 내역 파일을 고르거나 기간과 합계를 적어 주세요',
}

/** Why nothing can be done with a statement now. */
export const STATEMENT_REFUSALS = {
  statement_unmapped: '먼저 어느 열이 금액이고 날짜인지 골라 주세요',
  statement_applied: '이미 반영한 정산 내역이에요. 고치려면 먼저 반영을 취소해 주세요',
  statement_not_applied: '아직 반영하지 않은 정산 내역이에요',
  statement_busy: '정산 내역을 반영하거나 취소하고 있어요. 끝난 뒤에 다시 해 주세요',
  statement_period_too_long: '기간 안에 후원이 너무 많아요. 파일을 더 짧은 기간으로 나누어 올려 주세요',
  statements_too_large: ({ megabytes }: Record<string, string | number>) =>
    `정산 내역 파일은 채널에 모두 ${megabytes}MB까지 둘 수 있어요`,
  statement_queue_full: {
    title: '정산 내역을 읽지 못했어요',
    detail: '지금 파일이 많이 올라오고 있어요. 잠시 뒤에 다시 올려 주세요',
  },
  too_many_statements: ({ max }: Record<string, string | number>) =>
    `정산 내역은 채널에 ${max}개까지 둘 수 있어요`,
}
