import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ensureChannel } from '~/domain/channels/find.server'
import { channelPath } from '~/domain/channels/input'
import { rewardsQuery } from '~/domain/rewards/input'
import { listRewards } from '~/domain/rewards/list.server'
import { page } from '~/http/pages/page.server'
import { parsePath, parseSearch } from '~/http/pipeline/validate.server'
import { ChannelHead, ClosedChannel } from '~/ui/channels/channel'
import { RewardList } from '~/ui/rewards/reward-list'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.name}님의 콘텐츠 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const query = parseSearch(rewardsQuery, args.request, { chzzkChannelId })
    const { name, openedAt } = await ensureChannel(chzzkChannelId)
    const mine = viewer?.chzzkUserId === chzzkChannelId
    return { chzzkChannelId, name, isOpen: openedAt !== null, mine, ...(await listRewards(viewer, query)) }
  })
}

export default function RewardsPage() {
  const { name, isOpen, ...list } = useLoaderData<typeof loader>()
  const { chzzkChannelId, mine } = list
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={`${name}님의 콘텐츠`} isBehind />
      {isOpen ? (
        <RewardList {...list} />
      ) : (
        <ClosedChannel name={name} chzzkChannelId={chzzkChannelId} mine={mine} />
      )}
    </>
  )
}
