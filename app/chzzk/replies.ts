import { z } from 'zod'

export const channelId = z.string().regex(/^[0-9a-f]{32}$/)

const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().nonnegative())

/** Around every reply; `content` is absent on failure (docs/chzzk.md §3, §5). */
export const envelope = z.object({
  code: z.int(),
  message: z.unknown().optional(),
  content: z.unknown().optional(),
})

/** docs/chzzk.md §1.2. */
export const tokenReply = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1),
  tokenType: z.string().default('Bearer'),
  expiresIn: wholeNumber.refine((seconds) => seconds > 0),
  scope: z
    .string()
    .nullish()
    .transform((scope) => scope ?? null),
})

export const meReply = z.object({ channelId, channelName: z.string() })

/** Only the id and the name have to be there (docs/chzzk.md §3.2). */
export const channelsReply = z.object({
  data: z.array(
    z.object({
      channelId,
      channelName: z.string(),
      channelImageUrl: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .catch(null),
      followerCount: wholeNumber.catch(0),
      verifiedMark: z.boolean().catch(false),
    }),
  ),
})

export const livesReply = z.object({
  page: z.object({ next: z.string().min(1).nullable().catch(null) }).catch({ next: null }),
  data: z.array(
    z
      .object({
        channelId,
        channelName: z.string(),
        liveTitle: z.string().catch(''),
        concurrentUserCount: wholeNumber.catch(0),
        openDate: z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      })
      .transform(({ openDate, ...live }) => ({
        ...live,
        openedAt: new Date(`${openDate.replace(' ', 'T')}+09:00`),
      })),
  ),
})

export type ChzzkMe = z.infer<typeof meReply>
export type ChzzkChannel = z.infer<typeof channelsReply>['data'][number]
export type ChzzkLive = z.infer<typeof livesReply>['data'][number]

/** `유저 조회 후원 조회` → `['유저 조회', '후원 조회']` (docs/chzzk.md §1.2). */
export function splitScopes(scope: string): string[] {
  return scope.trim().match(/\S.*?(?:조회|변경|쓰기)(?=\s|$)|\S.*$/g) ?? []
}
