import type { Badge } from '~/domain/badges/badge'

/** Somebody whom a creator put first, as that creator alone sees it (api.md GET /creator/vips). */
export type Vip = {
  chzzkUserId: string
  displayName: string
  badge: Badge | null
  note: string | null
  createdAt: string
}
