import { STATUS_CODES } from 'node:http'

/** What is answered before any route is asked, and what nothing else caught. */
const PROBLEMS = {
  malformed: { status: 400, title: '요청을 읽지 못했어요', detail: '주소를 확인하고 다시 보내 주세요' },
  not_found: { status: 404, title: '찾을 수 없어요', detail: '없거나 볼 수 없는 내용이에요' },
  too_slow: { status: 408, title: '요청이 다 오지 않았어요', detail: '연결을 확인하고 다시 보내 주세요' },
  too_large: { status: 413, title: '보낸 내용이 너무 커요', detail: '내용을 줄여서 다시 보내 주세요' },
  headers_too_large: {
    status: 431,
    title: '요청을 읽지 못했어요',
    detail: '쿠키를 지우고 다시 열어 주세요',
  },
  internal: { status: 500, title: '문제가 생겼어요', detail: '잠시 뒤에 다시 해 주세요' },
} as const

export type EdgeProblem = keyof typeof PROBLEMS

/** application/problem+json as text, with the status that it travels under. */
export function edgeProblem(code: EdgeProblem) {
  const { status, title, detail } = PROBLEMS[code]
  const body = JSON.stringify({ type: 'about:blank', title, status, code, detail })
  return { status, phrase: STATUS_CODES[status], body }
}
