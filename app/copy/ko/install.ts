/** How Melt is put on a home screen, by browser and system. */
export const INSTALL_WAYS = {
  iosSafari: {
    name: '아이폰·아이패드의 사파리',
    steps: [
      '공유 버튼을 눌러요. 안 보이면 ⋯ 버튼을 먼저 눌러요',
      '목록을 올려 ‘홈 화면에 추가’를 골라요',
      '오른쪽 위의 ‘추가’를 눌러요',
    ],
  },
  iosOther: {
    name: '아이폰·아이패드의 크롬과 다른 브라우저',
    steps: [
      '주소창 옆의 공유 버튼을 눌러요',
      '‘홈 화면에 추가’를 골라요. 안 보이면 사파리로 열어 주세요',
      '‘추가’를 눌러요',
    ],
  },
  androidChrome: {
    name: '안드로이드의 크롬',
    steps: ['오른쪽 위의 ⋮ 메뉴를 눌러요', '‘홈 화면에 추가’를 골라요', '‘설치’를 눌러요'],
  },
  samsung: {
    name: '삼성 인터넷',
    steps: ['오른쪽 아래의 ≡ 메뉴를 눌러요', '‘현재 페이지 추가’를 골라요', '‘홈 화면’을 눌러요'],
  },
  androidOther: {
    name: '안드로이드의 다른 브라우저',
    steps: ['메뉴 버튼을 눌러요', '‘홈 화면에 추가’나 ‘앱 설치’를 골라요', '‘추가’나 ‘설치’를 눌러요'],
  },
  desktopChrome: {
    name: '컴퓨터의 크롬·엣지·웨일',
    steps: ['주소창 오른쪽 끝의 설치 버튼을 눌러요', '‘설치’를 눌러요'],
  },
  macSafari: {
    name: '맥의 사파리',
    steps: ['화면 맨 위의 ‘파일’ 메뉴를 열어요', '‘Dock에 추가’를 골라요', '‘추가’를 눌러요'],
  },
  other: {
    name: '그 밖의 브라우저',
    steps: ['설치할 수 없는 브라우저가 있어요. 크롬이나 엣지, 사파리로 열어 주세요'],
  },
} as const satisfies Record<string, { name: string; steps: readonly string[] }>

export type InstallWay = keyof typeof INSTALL_WAYS
