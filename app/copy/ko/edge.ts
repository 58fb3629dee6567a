import { TITLES } from './refusals'

/** What is answered before any route is asked, and what nothing else caught. */
export const EDGE_COPY = {
  malformed: { title: TITLES.malformed, detail: '주소를 확인하고 다시 보내 주세요' },
  not_found: { title: TITLES.not_found, detail: '없거나 볼 수 없는 내용이에요' },
  too_slow: { title: '요청이 다 오지 않았어요', detail: '연결을 확인하고 다시 보내 주세요' },
  too_large: { title: TITLES.too_large, detail: '내용을 줄여서 다시 보내 주세요' },
  headers_too_large: { title: TITLES.malformed, detail: '쿠키를 지우고 다시 열어 주세요' },
  internal: { title: TITLES.internal, detail: '잠시 뒤에 다시 해 주세요' },
}
