import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ensureChannel } from '~/domain/channels/find.server'
import { channelPath } from '~/domain/channels/input'
import { env } from '~/env.server'
import { page } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { ChannelHead, ChannelLink } from '~/ui/channels/channel'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data ? `${data.name}님 채널 공유하기 · 멜트` : '멜트' },
]

export function loader(args: LoaderFunctionArgs) {
  return page(args, async () => {
    const { chzzkChannelId } = parsePath(channelPath, args.params)
    const { name } = await ensureChannel(chzzkChannelId)
    return { chzzkChannelId, name, url: env.publicUrl + paths.channel(chzzkChannelId) }
  })
}

export default function SharePage() {
  const { chzzkChannelId, name, url } = useLoaderData<typeof loader>()
  return (
    <>
      <ChannelHead name={name} chzzkChannelId={chzzkChannelId} title={`${name}님 채널 공유하기`} isBehind />
      <ChannelLink url={url} />
      <figure className="flex flex-col gap-2">
        <img
          className="mx-auto aspect-square w-[min(100%,15rem)] rounded-card bg-white p-3"
          src={paths.qr(chzzkChannelId)}
          alt={`${name}님 채널로 가는 QR 코드`}
          width={240}
          height={240}
        />
        <figcaption className="note text-center">휴대폰 카메라로 비추면 채널이 열려요</figcaption>
      </figure>
      <a
        className="button button-quiet w-full"
        href={paths.qr(chzzkChannelId)}
        download={`melt-${chzzkChannelId}.svg`}
      >
        QR 코드 내려받기
      </a>
    </>
  )
}
