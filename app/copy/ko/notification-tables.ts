import type { notificationTables } from '~/domain/account/notification-tables'
import { NOBODY_IN_IT, type TableCopy } from './derived-tables'

export const NOTIFIED: Record<keyof typeof notificationTables, TableCopy> = {
  notifications: {
    what: '나에게 온 알림',
    onDelete: '내가 받은 알림도, 내 채널의 일로 팬이 받은 알림도 지워요',
  },
  notification_mutes: { what: '끈 알림', onDelete: '받을 알림이 없어서 지워요' },
  notification_preferences: { what: '알림을 보내지 않는 시간', onDelete: '받을 알림이 없어서 지워요' },
  notification_deliveries: {
    what: '기기로 보내는 중인 알림의 번호',
    leftOut: NOBODY_IN_IT,
    onDelete: '알림과 함께 사라져요',
  },
  push_subscriptions: {
    what: '알림을 받는 기기의 주소와 열쇠',
    leftOut: '내 기기로 알림을 보낼 수 있는 열쇠라서 파일에 담지 않아요',
    onDelete: '지워서 더는 아무것도 보내지 않아요',
  },
  channel_webhooks: {
    what: '내 채널의 일을 알리는 디스코드 주소',
    leftOut: '내 디스코드에 글을 쓸 수 있는 주소라서 파일에 담지 않아요',
    onDelete: '지워서 더는 아무것도 보내지 않아요',
  },
}
