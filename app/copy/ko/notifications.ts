import type { NotificationKind } from '#prisma'
import { cheese, countCopy } from './numbers'

export const NOTIFICATIONS = {
  title: '알림',
  bell: '알림',
  about: '내 메시지와 후원에 있었던 일이에요. 90일 동안 남아요',
  empty: '아직 온 알림이 없어요',
  emptyNote: '편지에 답장이 오거나 후원이 확인되면 여기에서 알려 드려요',
  readAll: '모두 읽음',
  isNew: '새 알림',
  preferences: '알림 설정',
  why: '왜 왔나요?',
  muteHere: '이 채널의 이런 알림 그만 받기',
  muteEverywhere: '이런 알림 그만 받기',
  back: '알림으로 돌아가기',
}

type NotificationCopy = { name: string; why: string }

export const KIND_COPY: Record<NotificationKind, NotificationCopy> = {
  reply: { name: '답장', why: '내 메시지에 스트리머가 답하면 알려 드려요' },
  retweet: { name: '소개된 편지', why: '내 편지를 스트리머가 모두에게 소개하면 알려 드려요' },
  confirmed: { name: '확인된 후원', why: '내 후원이 확인되면 알려 드려요' },
  corrected: { name: '바로잡힌 후원', why: '확인된 내 후원의 기록이 바뀌면 알려 드려요' },
  badge: { name: '새 배지', why: '더 높은 배지를 받으면 알려 드려요' },
  post: { name: '즐겨찾는 채널의 새 글', why: '즐겨찾는 채널에 새 글이 올라오면 알려 드려요' },
  decision: { name: '신고와 이의의 결과', why: '내가 신고했거나 이의를 남긴 글의 결과를 알려 드려요' },
  waiting: { name: '확인할 후원', why: '확인할 후원이 생기면 10분에 한 번까지 알려 드려요' },
  letter: { name: '새 편지', why: '새 편지가 오면 10분에 한 번까지 알려 드려요' },
  report: { name: '내 채널의 신고', why: '내 채널의 글이 신고되면 10분에 한 번까지 알려 드려요' },
  signal_lost: { name: '끊긴 후원 신호', why: '자동 확인이 멈추면 알려 드려요' },
  statement: { name: '정산 내역', why: '오래 걸리는 정산 내역을 모두 반영하면 알려 드려요' },
}

type Shown = {
  kind: NotificationKind
  channelName: string
  amount: number | null
  badge: { name: string } | null
  count: number | null
}

const manyCopy = (count: number, unit: string) => (count >= 100 ? `100${unit} 넘게` : countCopy(count, unit))

/** What happened, in one sentence. */
export function notificationCopy({ kind, channelName, amount, badge, count }: Shown): string {
  const waiting = count ?? 0
  switch (kind) {
    case 'reply':
      return `${channelName}님이 답장을 남겼어요`
    case 'retweet':
      return `${channelName}님이 내 편지를 소개했어요`
    case 'confirmed':
      return amount === null
        ? `${channelName} 채널의 후원이 확인됐어요`
        : `${channelName} 채널의 ${cheese(amount)} 후원이 확인됐어요`
    case 'corrected':
      return `${channelName} 채널의 후원 기록이 바로잡혔어요`
    case 'badge':
      return badge
        ? `${channelName} 채널에서 ‘${badge.name}’ 배지를 받았어요`
        : `${channelName} 채널에서 배지를 받았어요`
    case 'post':
      return `${channelName}님이 새 글을 올렸어요`
    case 'decision':
      return '신고했거나 이의를 남긴 글의 결과가 나왔어요'
    case 'waiting':
      return waiting > 0
        ? `확인할 후원이 ${countCopy(waiting, '건')} 있어요`
        : '확인할 후원을 모두 살펴봤어요'
    case 'letter':
      return waiting > 0 ? `읽지 않은 편지가 ${manyCopy(waiting, '통')} 있어요` : '새 편지를 모두 읽었어요'
    case 'report':
      return waiting > 0 ? `살펴볼 신고가 ${manyCopy(waiting, '건')} 있어요` : '신고를 모두 살펴봤어요'
    case 'signal_lost':
      return '치지직의 후원 신호가 끊겨서 자동 확인을 멈췄어요'
    case 'statement':
      return '정산 내역을 모두 반영했어요'
  }
}

export const PREFERENCES = {
  title: '알림 설정',
  about: '받고 싶은 알림만 골라 주세요',
  fan: '응원하면서 받는 알림',
  creator: '채널을 운영하면서 받는 알림',
  on: '켜짐',
  off: '꺼짐',
  turnOn: '켜기',
  turnOff: '끄기',
  quiet: '조용한 시간',
  quietNote: '이 시간에는 기기로 알림을 보내지 않고, 끝나면 보내요. 알림 목록에는 바로 보여요',
  quietFrom: '시작',
  quietTo: '끝',
  save: '저장하기',
  ofChannels: '채널마다 끈 알림',
}

export const hourCopy = (hour: number) => `${hour}시`

export const unreadCopy = (count: number) =>
  count === 0 ? NOTIFICATIONS.bell : `${NOTIFICATIONS.bell} ${manyCopy(count, '개')}`

export const mutedCopy = (kind: NotificationKind, muted: boolean) =>
  muted ? `‘${KIND_COPY[kind].name}’ 알림을 껐어요` : `‘${KIND_COPY[kind].name}’ 알림을 켰어요`

/** The same where others may read it, on a locked screen or in a chat: without an amount, and without what a creator calls a badge. */
export const pushCopy = (shown: Shown) => notificationCopy({ ...shown, amount: null, badge: null })

export const DISCORD = {
  name: '멜트',
  test: '알림이 잘 도착해요',
}

export const PUSH = {
  title: '기기로 알림 받기',
  note: '이 기기로 알림을 보내 드려요. 로그아웃하면 멈춰요',
  on: '알림 받기',
  off: '이 기기에서 그만 받기',
  test: '시험 알림 보내기',
  isOn: '이 기기로 알림을 받고 있어요',
  failed: '알림을 바꾸지 못했어요. 잠시 뒤에 다시 해 주세요',
  denied: '브라우저 설정에서 멜트의 알림을 허용해 주세요',
  howToInstall: '추가하는 방법',
  install: '이 브라우저에서는 홈 화면에 추가한 뒤에 알림을 받을 수 있어요',
}

export const testedCopy = ({ sent, of }: { sent: number; of: number }) =>
  of === 0 ? '알림을 받는 기기가 없어요' : `기기 ${of}대 가운데 ${sent}대로 보냈어요`

export const WEBHOOK = {
  title: '디스코드로 알림 받기',
  note: '확인할 후원과 새 편지가 있을 때만 알려요. 글의 내용과 금액은 보내지 않아요',
  url: '웹후크 주소',
  hint: '디스코드의 채널 설정 → 연동 → 웹후크에서 복사해 주세요. 저장한 주소는 다시 보여 드리지 않아요',
  save: '저장하기',
  saved: '디스코드 주소를 저장했어요',
  test: '시험으로 보내기',
  remove: '그만 보내기',
  removed: '디스코드로 보내지 않아요',
  isOn: '디스코드로 보내고 있어요',
}

/** How it answered last. */
export function webhookCopy(status: number | null) {
  if (status !== null && status < 300) return '잘 도착했어요'
  if (status === 404) return '디스코드에서 웹후크가 지워졌어요. 주소를 다시 저장해 주세요'
  return '디스코드가 받지 않았어요. 잠시 뒤에 다시 해 주세요'
}
