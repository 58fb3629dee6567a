import type { Prisma } from '#prisma'
import type { Viewer } from '~/domain/auth/viewer'
import { channelNames } from '~/domain/channels/find.server'
import { closingReasons } from '~/domain/donations/closing-reasons.server'
import { listQuery } from '~/domain/donations/input'
import { listDonations } from '~/domain/donations/list.server'
import { parseSearch } from './pipeline/validate.server'

const asked = listQuery.pick({ cursor: true })

/** A page of one's own donations, with the channels' names and why some do not count: `{items, nextCursor}`. */
export async function myDonations(viewer: Viewer, request: Request, only: Prisma.DonationWhereInput = {}) {
  const { cursor } = parseSearch(asked, request)
  const { items, nextCursor } = await listDonations(
    viewer,
    { mine: '1', cursor, limit: 20 },
    { ...only, mergedIntoId: null },
  )
  const [names, reasons] = await Promise.all([
    channelNames(items.map(({ chzzkChannelId }) => chzzkChannelId)),
    closingReasons(
      viewer,
      items.map(({ id }) => id),
    ),
  ])
  const told = items.map((donation) => ({
    donation,
    channelName: names[donation.chzzkChannelId] ?? '',
    reason: reasons[donation.id],
  }))
  return { items: told, nextCursor }
}
