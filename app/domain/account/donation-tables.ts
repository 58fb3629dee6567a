import type { Entry } from './entry'

/** What Melt keeps of cheese. */
export const cheeseTables = {
  donation_intents: {
    what: '치즈 보내기를 누른 기록',
    person: ['viewer_id'],
    tells: ['message'],
    export: { as: ['intents'] },
    leaving: {
      does: 'anonymise',
      set: { message: 'NULL', registered_at: 'NULL', dismissed_at: 'coalesce(dismissed_at, now())' },
      why: '적어 둔 글은 지우고 스트리머에게 더 보여 주지 않아요. 언제 눌렀는지는 후원 기록이 가리켜서 남아요',
    },
  },
  donation_events: {
    what: '후원',
    person: ['donor_id'],
    channel: 'channel_id',
    others: ['confirmed_by'],
    tells: ['donor_name', 'note', 'merge_took'],
    export: { as: ['donations', 'receivedDonations'] },
    leaving: {
      does: 'anonymise',
      set: { donor_name: 'NULL', note: 'NULL' },
      only: 'channel',
      why: '스트리머의 합계가 이 기록으로 계산돼서 금액과 때는 남고, 보낸 사람은 ‘탈퇴한 사람’이 돼요. 내 채널에 적어 둔 이름과 메모는 지워요',
    },
  },
  donation_entries: {
    what: '후원이 확인되고 바뀐 기록',
    channel: 'channel_id',
    others: ['actor_id'],
    tells: ['reason', 'prev_hash', 'hash'],
    export: { within: 'donations' },
    leaving: {
      does: 'keep',
      why: '한 줄씩 해시로 이어져서 한 글자도 고칠 수 없어요. 사람은 번호로만 적혀 있고, 그 번호는 ‘탈퇴한 사람’이 돼요. 제외하거나 확인을 거둔 이유로 적은 글은 그대로 남아요',
    },
  },
  ledger_heads: {
    what: '채널마다 마지막 기록의 번호와 해시',
    tells: ['hash'],
    export: { not: '사람에 대한 내용이 없어요' },
    leaving: { does: 'keep', why: '기록이 온전한지 확인하는 데 써요. 사람에 대한 내용은 없어요' },
  },
  daily_totals: {
    what: '스트리머가 적은 하루 합계',
    person: ['entered_by'],
    channel: 'channel_id',
    export: { as: ['dailyTotals'] },
    leaving: { does: 'erase', by: 'deleting', why: '채널이 닫히면 비교할 일이 없어요' },
  },
} as const satisfies Record<string, Entry>
