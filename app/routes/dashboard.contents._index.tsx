import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ownRewardsQuery } from '~/domain/rewards/input'
import { listOwnRewards } from '~/domain/rewards/list.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { PageHead } from '~/ui/page'
import { OwnRewards } from '~/ui/rewards/reward-list'

export const meta: MetaFunction = () => [{ title: '콘텐츠 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => ({
    chzzkChannelId: viewer.channel.chzzkChannelId,
    ...(await listOwnRewards(viewer, parseSearch(ownRewardsQuery, args.request))),
  }))
}

export default function OwnRewardsPage() {
  const { chzzkChannelId, items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="설정으로 돌아가기" backTo={paths.settings} title="콘텐츠">
        배지를 받은 분과 VIP에게만 열리는 글, 사진, 소리, 쿠폰이에요. 잠겨 있으면 제목만 보여요
      </PageHead>
      <div className="flex flex-wrap gap-2">
        <a className="button flex-auto" href={paths.newReward}>
          콘텐츠 올리기
        </a>
        <a className="button button-quiet" href={paths.rewards(chzzkChannelId)}>
          채널에서 보기
        </a>
      </div>
      <OwnRewards items={items} nextCursor={nextCursor} />
    </>
  )
}
