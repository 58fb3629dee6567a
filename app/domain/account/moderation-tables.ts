import type { Entry } from './entry'

/** What Melt keeps of what was reported, objected to and looked at. */
export const moderationTables = {
  reports: {
    what: '내가 한 신고',
    person: ['reporter_id'],
    others: ['resolved_by'],
    tells: ['detail', 'evidence', 'outcome_reason'],
    export: { as: ['reports'] },
    leaving: {
      does: 'anonymise',
      set: { detail: 'NULL' },
      only: 'person',
      why: '내가 적은 설명은 지우고 신고한 사실만 남겨요. 신고된 내 글의 사본은 결정될 때까지, 숨기기로 했다면 그 뒤 90일까지 두었다가 지워요',
    },
  },
  objections: {
    what: '내가 낸 이의',
    person: ['author_id'],
    others: ['resolved_by'],
    tells: ['text', 'outcome_reason'],
    export: { as: ['objections'] },
    leaving: {
      does: 'anonymise',
      set: { text: 'NULL' },
      only: 'person',
      why: '적은 내용은 지우고 낸 사실만 남겨요',
    },
  },
  audit_entries: {
    what: '운영자가 살펴본 기록',
    others: ['actor_id'],
    tells: ['reason'],
    export: { not: '운영자가 한 일의 기록이라 운영자 화면에만 있어요' },
    leaving: { does: 'keep', why: '누가 무엇을 살펴봤는지는 고치지 않아요. 글의 내용은 없어요' },
  },
} as const satisfies Record<string, Entry>
