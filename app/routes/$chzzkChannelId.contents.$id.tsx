import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { rewardPagePath } from '~/domain/rewards/input'
import { getRewardPage } from '~/domain/rewards/list.server'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { LockedReward, RewardPost } from '~/ui/rewards/reward-page'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.reward.title} · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async (viewer) => {
    const { chzzkChannelId, id } = parsePath(rewardPagePath, args.params)
    const mine = viewer?.chzzkUserId === chzzkChannelId
    const found = await getRewardPage(viewer, chzzkChannelId, id)
    return { chzzkChannelId, mine, signedIn: viewer !== null, ...found }
  })
}

export default function RewardPage() {
  const { chzzkChannelId, mine, signedIn, reward, channelName, missing } = useLoaderData<typeof loader>()
  const here = paths.reward(chzzkChannelId, reward.id)
  return (
    <>
      <div className="line justify-between">
        <a className="link-small" href={paths.rewards(chzzkChannelId)}>
          {channelName}님의 콘텐츠
        </a>
        {mine && (
          <a className="link-small" href={paths.ownReward(reward.id)}>
            고치기
          </a>
        )}
      </div>
      {reward.locked ? (
        <LockedReward
          reward={reward}
          chzzkChannelId={chzzkChannelId}
          signedIn={signedIn}
          missing={missing}
          here={here}
        />
      ) : (
        <RewardPost reward={reward} mine={mine} />
      )}
    </>
  )
}
