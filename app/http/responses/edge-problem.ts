import { STATUS_CODES } from 'node:http'
import { EDGE_COPY } from '~/copy/ko/edge'
import { STATUSES } from './statuses'

export type EdgeProblem = keyof typeof EDGE_COPY

const EDGE_STATUSES: Record<EdgeProblem, number> = { ...STATUSES, too_slow: 408, headers_too_large: 431 }

/** What is answered before any route is asked: application/problem+json as text, with its status. */
export function edgeProblem(code: EdgeProblem) {
  const status = EDGE_STATUSES[code]
  const { title, detail } = EDGE_COPY[code]
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail })
  return { status, phrase: STATUS_CODES[status], body }
}
