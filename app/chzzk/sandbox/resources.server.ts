import type { DemoPerson } from './demo-people'
import { sandboxMemory } from './memory.server'
import { findPerson } from './people.server'
import { authenticateClient, authenticateUser, granted, inKst, refused } from './rest.server'

const STARTED = Date.now()

/** GET /open/v1/users/me (docs/chzzk.md §3.1). */
export function usersMe(request: Request): Response {
  const person = authenticateUser(request)
  if (person instanceof Response) return person
  const { channelId, channelName } = person
  return granted({ channelId, channelName, nickname: channelName })
}

/** GET /open/v1/channels (docs/chzzk.md §3.2): at most 20 ids, unknown ones left out. */
export function channels(request: Request): Response {
  const stranger = authenticateClient(request)
  if (stranger) return stranger
  const ids = (new URL(request.url).searchParams.get('channelIds') ?? '').split(',').filter(Boolean)
  if (ids.length === 0 || ids.length > 20) return refused('badValue')
  const known = [...new Set(ids)].map(findPerson).filter((person) => person !== undefined)
  return granted({
    data: known.map(({ channelId, channelName, followerCount, verifiedMark }) => {
      return { channelId, channelName, channelImageUrl: null, followerCount, verifiedMark }
    }),
  })
}

/** GET /open/v1/lives (docs/chzzk.md §3.4): most viewers first, 1 to 20 a page. */
export function lives(request: Request): Response {
  const stranger = authenticateClient(request)
  if (stranger) return stranger
  const query = new URL(request.url).searchParams
  const size = Number(query.get('size') ?? 20)
  const start = startOf(query.get('next'))
  if (!Number.isInteger(size) || size < 1 || size > 20 || start === null) return refused('badValue')
  const onAir = sandboxMemory()
    .switches.live.split(',')
    .map(findPerson)
    .filter((person) => person !== undefined)
    .sort((a, b) => b.followerCount - a.followerCount)
  const next = start + size < onAir.length ? Buffer.from(`from ${start + size}`).toString('base64') : null
  return granted({ page: { next }, data: onAir.slice(start, start + size).map(liveOf) })
}

function liveOf({ channelId, channelName, followerCount }: DemoPerson) {
  return {
    liveId: Number.parseInt(channelId.slice(0, 6), 16),
    liveTitle: `${channelName} 연습 방송`,
    liveThumbnailImageUrl: null,
    concurrentUserCount: Math.ceil(followerCount / 20),
    openDate: inKst(new Date(STARTED)),
    adult: false,
    tags: ['연습'],
    categoryType: 'ETC',
    liveCategory: 'talk',
    liveCategoryValue: 'talk',
    channelId,
    channelName,
    channelImageUrl: null,
  }
}

function startOf(next: string | null): number | null {
  if (!next) return 0
  const start = /^from (\d{1,9})$/.exec(Buffer.from(next, 'base64').toString())?.[1]
  return start === undefined ? null : Number(start)
}
