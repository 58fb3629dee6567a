import { z } from 'zod'
import type { Badge } from '~/domain/badges/badge'
import { chzzkChannelId } from '~/domain/core/chzzk-id'
import { cursor, limit } from '~/domain/core/keyset'
import { writing } from '~/domain/core/text'

export type Vip = {
  chzzkUserId: string
  displayName: string
  badge: Badge | null
  note: string | null
  createdAt: string
}

const MAX_NOTE = 200

export const vipPath = z.object({ chzzkUserId: chzzkChannelId })

export const vipsQuery = z.object({ cursor: cursor.optional(), limit })
export const vipInput = z.object({ note: writing(MAX_NOTE).nullish() })
