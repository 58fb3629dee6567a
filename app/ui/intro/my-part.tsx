import { paths } from '~/http/paths'
import { ChannelList, type ChannelShown } from '../channels/channel-list'
import { Face } from '../face'
import { OperationForm } from '../form/operation-form'
import { NextIcon } from '../icons'

type MyPartProps = {
  name: string
  channel: { chzzkChannelId: string; name: string } | null
  favourites: ChannelShown[]
}

/** Home for somebody who is signed in: their own channel and the channels they keep. */
export function MyPart({ name, channel, favourites }: MyPartProps) {
  return (
    <section className="flex flex-col gap-4">
      <h2>{name}님의 채널</h2>
      {channel ? <MyChannel channel={channel} /> : <OpenChannelForm />}
      {favourites.length > 0 && (
        <div className="flex flex-col gap-2">
          <h3>즐겨찾기</h3>
          <ChannelList channels={favourites.map((favourite) => ({ ...favourite, followedByMe: false }))} />
        </div>
      )}
    </section>
  )
}

function MyChannel({ channel }: { channel: { chzzkChannelId: string; name: string } }) {
  return (
    <div className="card">
      <a className="line min-h-11" href={paths.channel(channel.chzzkChannelId)}>
        <Face name={channel.name} id={channel.chzzkChannelId} />
        <strong className="min-w-0 truncate flex-1">{channel.name}</strong>
        <NextIcon className="size-5 text-soft" />
      </a>
      <div className="flex flex-wrap gap-2">
        <a className="button button-small flex-auto" href={paths.inbox}>
          내 대시보드
        </a>
        <a className="button button-quiet button-small flex-auto" href={paths.share(channel.chzzkChannelId)}>
          링크와 QR
        </a>
      </div>
    </div>
  )
}

/** A streamer's first step, one tap. */
function OpenChannelForm() {
  return (
    <OperationForm op="POST /creator/channel" className="card">
      <p>방송을 하고 있나요? 한 번만 누르면 내 채널이 열리고, 팬들이 응원을 남길 수 있어요</p>
      <button className="button w-full" type="submit">
        내 채널 열기
      </button>
    </OperationForm>
  )
}
