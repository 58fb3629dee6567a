import type { Entry } from './entry'

/** What Melt keeps of what creators share behind a gate. */
export const rewardTables = {
  content_coupons: {
    what: '쿠폰 코드와 받은 사람',
    person: ['claimed_by'],
    tells: ['code'],
    export: { as: ['coupons'] },
    leaving: {
      does: 'anonymise',
      set: { claimed_by: 'NULL' },
      why: '쿠폰이 한 장 나갔다는 기록만 남고, 누가 받았는지는 지워요. 내 채널의 쿠폰은 콘텐츠와 함께 지워요',
    },
  },
  contents: {
    what: '배지로 여는 콘텐츠',
    channel: 'channel_id',
    tells: ['title', 'body', 'link'],
    export: { as: ['contents'] },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 열 사람이 없어요' },
  },
  content_files: {
    what: '콘텐츠의 사진과 소리',
    tells: ['key', 'media_type', 'sha256'],
    export: { within: 'contents' },
    leaving: { does: 'keep', why: '콘텐츠가 지워질 때 함께 지워지고, 파일도 바로 뒤따라 지워요' },
  },
  file_removals: {
    what: '곧 지울 파일의 이름',
    tells: ['key'],
    export: { not: '몇 분 뒤 파일과 함께 지워져요' },
    leaving: { does: 'keep', why: '아무것도 알려 주지 않는 이름이고, 파일과 함께 지워져요' },
  },
} as const satisfies Record<string, Entry>
