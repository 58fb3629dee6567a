import { ERASE, ERASE_LATER, LEFT_OUT, type TableRule } from './table-rule'

/** A creator's statements are theirs alone; lines come before what they are lines of, since there may be any number. */
export const settlementTables = {
  settlement_opt_ins: {
    channel: 'channel_id',
    export: { as: ['settlementOptIn'] },
    onDelete: ERASE,
  },
  statement_lines: {
    channel: 'channel_id',
    pii: [
      ...[
        'identity',
        'day',
        'time',
        'from_day',
        'to_day',
        'donor_id',
        'nickname',
        'kind',
        'message',
        'state',
      ],
      ...['pass', 'candidates', 'explained_twins'],
    ],
    export: { as: ['statementLines'] },
    onDelete: ERASE_LATER,
  },
  statement_refused_rows: {
    channel: 'channel_id',
    pii: ['reason'],
    export: { within: 'statements' },
    onDelete: ERASE_LATER,
  },
  statements: {
    channel: 'channel_id',
    pii: [
      ...['sha256', 'key', 'media_type', 'sheet', 'fingerprint', 'header', 'first_rows', 'mapping', 'totals'],
      ...['from_day', 'to_day', 'line_sums', 'tolerance', 'plan', 'plan_hash', 'deeds'],
    ],
    export: { as: ['statements'] },
    onDelete: ERASE_LATER,
  },
  statement_mappings: {
    channel: 'channel_id',
    pii: ['fingerprint', 'mapping'],
    export: LEFT_OUT,
    onDelete: ERASE,
  },
} as const satisfies Record<string, TableRule>
