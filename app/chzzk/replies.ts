import { z } from 'zod'

/** CHZZK's channel id, which is also its user id: 32 lower-case hex digits (docs/chzzk.md §3.1 [LIVE 3]). */
export const channelId = z.string().regex(/^[0-9a-f]{32}$/)

const wholeNumber = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.int().nonnegative())

/** `{code, message, content}` around every reply; `content` is absent on failure (docs/chzzk.md §3, §5 [DOC, LIVE 1]). */
export const envelope = z.object({
  code: z.int(),
  message: z.unknown().optional(),
  content: z.unknown().optional(),
})

/** The token endpoint's content: `expiresIn` in seconds, number [LIVE 2] or string [DOC]; `scope` may be absent. */
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

/** `users/me` (docs/chzzk.md §3.1 [LIVE 3]); the undocumented `nickname` is left out. */
export const meReply = z.object({ channelId, channelName: z.string() })

/** `channels` (docs/chzzk.md §3.2, captured): only the id and the name have to be there, the rest is decoration. */
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

/** `lives` (docs/chzzk.md §3.4, captured): `openDate` is Korean time without a zone. */
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

/**
 * In: `유저 조회 후원 조회`. Out: `['유저 조회', '후원 조회']`. Names contain spaces, so they end where 조회, 변경 or
 * 쓰기 ends a word; words after the last such ending stay together (docs/chzzk.md §1.2 [CODE 1]).
 */
export function splitScopes(scope: string): string[] {
  return scope.trim().match(/\S.*?(?:조회|변경|쓰기)(?=\s|$)|\S.*$/g) ?? []
}
