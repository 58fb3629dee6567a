import type { AppLoadContext, LoaderFunctionArgs } from '@remix-run/node'
import type { Viewer } from '~/domain/auth/viewer'
import { channelPath } from '~/domain/channels/input'
import {
  findChannelVisitor,
  findCreator,
  findDonor,
  findReader,
  findVisitor,
  type Visitor,
} from '~/domain/visitors/find.server'
import { identify, parseSessionToken } from '../pipeline/identify.server'

type Asked = Pick<LoaderFunctionArgs, 'request' | 'context' | 'params'>

/** Whoever asks for a page, found together with what it shows of them: `own` is null for a stranger. */
function visitors<Own>(find: (token: string, chzzkChannelId: string) => Promise<Visitor<Own> | null>) {
  const found = new WeakMap<AppLoadContext, Promise<Visitor<Own> | null>>()

  function findOnce({ context, params }: Omit<Asked, 'request'>, token: string) {
    const visitor = found.get(context) ?? find(token, params.chzzkChannelId ?? '')
    found.set(context, visitor)
    return visitor
  }

  return {
    identify: (asked: Asked): Promise<Viewer | null> =>
      identify(asked.request, asked.context, async (token) => (await findOnce(asked, token))?.viewer ?? null),
    own: async (asked: Asked): Promise<Own | null> => {
      const token = await parseSessionToken(asked.request)
      return (token && (await findOnce(asked, token))?.own) || null
    },
  }
}

const onLists = visitors(findVisitor)
const onChannel = visitors(findChannelVisitor)
const onDonate = visitors(findDonor)
const onDashboard = visitors(findCreator)

export const findOwnLists = onLists.own
export const findOwnInChannel = onChannel.own
export const findOwnAsDonor = onDonate.own
export const findOwnCounts = onDashboard.own

const OF_SITE = new Map(['', 'favorites', 'donate', 'letters', 'me'].map((page) => [page, onLists.identify]))
const OF_CHANNEL = new Map([
  ['', onChannel.identify],
  ['donate', onDonate.identify],
])

/** The frame of a page and the page itself ask at once, so its address says what is to be found. */
export function identifyVisitor(asked: Asked): Promise<Viewer | null> {
  const parts = new URL(asked.request.url).pathname.toLowerCase().split('/').filter(Boolean)
  const identifyFor = finderOf(parts, channelPath.safeParse(asked.params).success)
  return identifyFor ? identifyFor(asked) : identify(asked.request, asked.context, findReader)
}

function finderOf([first, ...rest]: string[], ofChannel: boolean) {
  if (ofChannel) return OF_CHANNEL.get(rest.join('/'))
  if (first === 'dashboard') return onDashboard.identify
  return rest.length === 0 ? OF_SITE.get(first ?? '') : undefined
}
