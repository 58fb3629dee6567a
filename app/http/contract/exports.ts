import { z } from 'zod'
import { donationsFileQuery, figureQuery, rangeQuery } from '~/domain/stats/input'
import type { Operation } from './operation'

/** Files are read by spreadsheets and by whoever checks the chain: what their columns are is in their first line. */
const csv = { output: z.string(), type: 'text/csv', limit: 'file', refusals: ['forbidden'] } as const

export const exportOperations = {
  'GET /creator/export/donations.csv': {
    summary: "Every donation of one's own channel in these KST days, as a file for spreadsheets",
    who: 'viewer',
    input: donationsFileQuery,
    ...csv,
  },
  'GET /creator/export/supporters.csv': {
    summary: 'Everybody who supported in a range, by their sum, as a file for spreadsheets',
    who: 'viewer',
    input: rangeQuery,
    ...csv,
  },
  'GET /creator/stats/explain.csv': {
    summary: 'The rows that a figure is made of and those left out, as a file for spreadsheets',
    who: 'viewer',
    input: figureQuery,
    ...csv,
  },
  'GET /creator/export/ledger.ndjson': {
    summary: "The ledger of one's own channel, one JSON line an entry with all that its hash covers",
    who: 'viewer',
    ...csv,
    type: 'application/x-ndjson',
  },
} as const satisfies Record<string, Operation>
