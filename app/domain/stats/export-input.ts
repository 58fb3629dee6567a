import { z } from 'zod'
import { kstDate } from '~/domain/core/kst'

/** KST days, both included; without them everything. */
export const donationsFileQuery = z.object({ from: kstDate.optional(), to: kstDate.optional() })
export type DonationsFile = z.output<typeof donationsFileQuery>
