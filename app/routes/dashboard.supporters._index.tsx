import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { RANGES, rangeCopy } from '~/copy/ko/dates'
import { supportersQuery } from '~/domain/stats/input'
import { listSupporters } from '~/domain/stats/supporters.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { PersonIcon } from '~/ui/icons'
import { Empty, More } from '~/ui/list'
import { OutsideCard } from '~/ui/outside'
import { Pills } from '~/ui/pills'
import { SupporterCard } from '~/ui/stats/supporters'

export const meta: MetaFunction = () => [{ title: '후원한 분 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const query = parseSearch(supportersQuery, args.request)
    const { chzzkChannelId } = viewer.channel
    return {
      range: query.range,
      sharePath: paths.share(chzzkChannelId),
      ...(await listSupporters(viewer, query)),
    }
  })
}

export default function SupportersPage() {
  const { range, items, nextCursor, sharePath } = useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <a className="link-small" href={paths.statsOf(range)}>
          통계로 돌아가기
        </a>
        <h1>후원한 분</h1>
        <p className="note">
          {rangeCopy(range)} 많이 후원한 순서예요. 누가 보냈는지 알 수 없는 후원은 여기 없어요
        </p>
        <p className="note">
          공개 화면에서 이름을 숨긴 후원도 이분들의 합계에 들어 있어요. 방송에서 이름을 부르기 전에 살펴봐
          주세요
        </p>
      </div>
      <Pills label="기간" options={RANGES} value={range} hrefOf={paths.supportersOf} />
      {items.length === 0 ? (
        <Empty
          icon={<PersonIcon />}
          title={
            range === 'all' ? '아직 확인된 후원이 없어요' : `${rangeCopy(range)} 동안 확인된 후원이 없어요`
          }
        >
          <a className="button" href={sharePath}>
            채널 링크 공유하기
          </a>
        </Empty>
      ) : (
        <>
          <ul className="flex flex-col gap-4">
            {items.map((supporter) => (
              <SupporterCard key={supporter.chzzkUserId} supporter={supporter} range={range} />
            ))}
          </ul>
          <More address={paths.supportersOf(range)} cursor={nextCursor} shown={items.length} />
          <a className="button button-quiet w-full" href={paths.supportersFile(range)} download>
            CSV 내려받기
          </a>
          <OutsideCard reason="file" />
        </>
      )}
    </>
  )
}
