import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { vipsQuery } from '~/domain/vips/vip'
import { listVips } from '~/domain/vips/vips.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { StarIcon } from '~/ui/icons'
import { Empty, More } from '~/ui/list'
import { VipRow } from '~/ui/vips/vip'

export const meta: MetaFunction = () => [{ title: 'VIP · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const query = parseSearch(vipsQuery, args.request)
    return { ...(await listVips(viewer, query)), isFirst: !query.cursor }
  })
}

export default function VipsPage() {
  const { items, nextCursor, isFirst } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>VIP</h1>
      <p className="text-soft">
        편지가 늘 인박스 맨 위에 오고, 받는 분을 좁혀도 편지를 쓸 수 있어요. 누가 VIP인지는 나만 볼 수 있어요
      </p>
      {items.length === 0 && isFirst ? (
        <Empty icon={<StarIcon />} title="아직 VIP가 없어요">
          <p className="note">편지를 열면 보낸 분을 VIP로 정할 수 있어요</p>
          <a className="button button-quiet" href={paths.inbox}>
            인박스로 가기
          </a>
        </Empty>
      ) : (
        <ul className="flex flex-col gap-4">
          {items.map((vip) => (
            <VipRow key={vip.chzzkUserId} vip={vip} />
          ))}
        </ul>
      )}
      <More address={paths.vips} cursor={nextCursor} shown={isFirst ? 0 : 1} isFirst={isFirst} />
      <a className="link tap self-start" href={paths.settings}>
        설정으로 돌아가기
      </a>
    </>
  )
}
