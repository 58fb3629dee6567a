import { randomUUID } from 'node:crypto'
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { isOnAir } from '~/domain/broadcast/on-air.server'
import { ensureChannel } from '~/domain/channels/find.server'
import { channelPath } from '~/domain/channels/input'
import { refuse } from '~/domain/core/refusal'
import { getFeed } from '~/domain/feed/get.server'
import { feedQuery } from '~/domain/feed/input'
import { page } from '~/http/pages/page.server'
import { findOwnInChannel } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { ChannelActions, ChannelHead, ClosedChannel } from '~/ui/channels/channel'
import { OpenIntentCard } from '~/ui/donations/donate'
import { Feed } from '~/ui/feed/feed'
import { OwnerActs, PostForm } from '~/ui/feed/own-feed'
import { ReportLink } from '~/ui/moderation/message-acts'
import { RecordCard } from '~/ui/record/record-card'
import { RewardsLink } from '~/ui/rewards/reward-list'
import { LiveTag } from '~/ui/tag'

export const meta: MetaFunction<typeof loader> = ({ data }) => {
  if (!data) return []
  return [
    { title: `${data.channel.name} · 멜트` },
    { name: 'description', content: `${data.channel.name}님에게 남긴 응원을 모아 봐요` },
    { property: 'og:title', content: `${data.channel.name} · 멜트` },
    { property: 'og:description', content: '방송이 끝나도 이어지는 응원' },
  ]
}

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const query = parseSearch(feedQuery, args.request, { chzzkChannelId })
    const find = (viewer && args.context.findFeed) || getFeed
    const { channel, items, nextCursor } = await find(query)
    const { name, openedAt } = channel ?? (await ensureChannel(chzzkChannelId))
    const { sort, period, cursor } = query
    return {
      channel: {
        chzzkChannelId,
        name,
        isOpen: openedAt !== null,
        isLive: openedAt && (await isOnAir(chzzkChannelId)),
      },
      feed: { items, nextCursor, sort, period, first: !cursor },
      isOwn: viewer?.chzzkUserId === chzzkChannelId,
      ...(await findVisitorParts(args)),
    }
  })
}

/** Nobody posts here; an address that is nobody's says so by every method. */
export function action(args: ActionFunctionArgs) {
  return page(args, async () => {
    parsePath(channelPath, args.params)
    return refuse('method_not_allowed', { allow: ['GET'] })
  })
}

/** What only somebody who is signed in sees here; nothing in a stranger's page is of its own moment. */
async function findVisitorParts(args: LoaderFunctionArgs) {
  const own = await findOwnInChannel(args)
  if (!own) return { followed: false, intents: [], record: null, requestId: null }
  return { ...own, requestId: randomUUID() }
}

export default function ChannelPage() {
  const { channel, feed, isOwn, followed, intents, record, requestId } = useLoaderData<typeof loader>()
  const { chzzkChannelId, name, isOpen, isLive } = channel
  const here = paths.channel(chzzkChannelId)
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={name}>
        {isLive && <LiveTag />}
      </ChannelHead>
      {isOpen && <ChannelActions chzzkChannelId={chzzkChannelId} mine={isOwn} followed={followed} />}
      {isOpen && <RewardsLink href={paths.rewards(chzzkChannelId)} />}
      {isOwn && <PostForm channelPath={here} requestId={requestId} />}
      {intents.slice(0, 1).map((intent) => (
        <OpenIntentCard key={intent.intentId} intent={intent} redirectTo={here} />
      ))}
      {record && <RecordCard record={record} title="내 기록" />}
      {isOpen ? (
        <Feed
          {...feed}
          chzzkChannelId={chzzkChannelId}
          channelName={name}
          actsOf={(item) =>
            isOwn ? <OwnerActs item={item} channelPath={here} /> : <ReportLink id={item.id} />
          }
          replyActs={isOwn ? undefined : (id) => <ReportLink id={id} />}
          channelPath={here}
          donatePath={isOwn ? null : paths.donate(chzzkChannelId)}
        />
      ) : (
        <ClosedChannel name={name} chzzkChannelId={chzzkChannelId} mine={isOwn} />
      )}
    </>
  )
}
