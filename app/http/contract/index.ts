import { accountOperations } from './account'
import { adminOperations } from './admin'
import { authOperations } from './auth'
import { badgeOperations } from './badges'
import { channelOperations } from './channels'
import { chzzkEventOperations } from './chzzk-events'
import { donationOperations } from './donations'
import { feedOperations } from './feed'
import { liveOperations } from './live'
import { messageOperations } from './messages'
import { moderationOperations } from './moderation'
import { notificationOperations } from './notifications'
import { rewardOperations } from './rewards'
import { settlementOperations } from './settlement'
import { statementOperations } from './statements'
import { statsOperations } from './stats'

export type { Operation } from './operation'

/** Every documented endpoint, "METHOD /path" → its operation; /openapi.json and every endpoint are made from it. */
export const contract = {
  ...authOperations,
  ...channelOperations,
  ...donationOperations,
  ...messageOperations,
  ...feedOperations,
  ...badgeOperations,
  ...chzzkEventOperations,
  ...moderationOperations,
  ...notificationOperations,
  ...rewardOperations,
  ...liveOperations,
  ...statsOperations,
  ...settlementOperations,
  ...statementOperations,
  ...adminOperations,
  ...accountOperations,
}

export type Contract = typeof contract
