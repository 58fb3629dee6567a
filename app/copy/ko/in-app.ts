/** Apps that open links in a window of their own, as people call them; `unknown` where only that much is sure. */
const IN_APP_NAMES = {
  kakaotalk: '카카오톡',
  naver: '네이버 앱',
  instagram: '인스타그램',
  facebook: '페이스북',
  line: '라인',
  x: 'X',
  unknown: '이 앱',
} as const

export type InApp = keyof typeof IN_APP_NAMES

/** Why the way to the browser outside is offered. */
export const OUTSIDE_REASONS = {
  install: (app: InApp) => `${IN_APP_NAMES[app]} 안에서는 설치할 수 없어요`,
  push: (app: InApp) => `${IN_APP_NAMES[app]} 안에서는 알림을 받을 수 없어요`,
  file: (app: InApp) => `${IN_APP_NAMES[app]} 안에서는 파일이 저장되지 않을 수 있어요`,
  login: (app: InApp) => `${IN_APP_NAMES[app]} 안에서 로그인이 안 되면 브라우저로 열어 주세요`,
} as const

export type OutsideReason = keyof typeof OUTSIDE_REASONS

export const OUTSIDE = {
  open: '브라우저로 열기',
  address: '이 화면의 주소',
  opensAnew: '브라우저에서는 다시 로그인해야 해요',
  staysHere: '여기서 적던 글은 브라우저로 옮겨지지 않아요',
  byMenu:
    '화면의 메뉴(⋯)에서 ‘브라우저로 열기’나 ‘Safari로 열기’를 골라 주세요. 안 보이면 주소를 길게 눌러 복사해서 브라우저에 붙여 넣어 주세요',
} as const
