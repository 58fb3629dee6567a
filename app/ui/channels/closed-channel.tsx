import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { ChannelsIcon, ShareIcon } from '../icons'

type ClosedChannelProps = { name: string; chzzkChannelId: string; mine: boolean }

/** A channel that CHZZK knows and whose streamer has not come to Melt yet. */
export function ClosedChannel({ name, chzzkChannelId, mine }: ClosedChannelProps) {
  return (
    <Empty icon={<ChannelsIcon />} title="아직 멜트에 열리지 않은 채널이에요">
      <p className="soft">
        {name}님이 멜트를 열면 이 주소에서 바로 응원할 수 있어요. 스트리머에게 이 링크를 알려 주세요
      </p>
      <a className="button button-quiet" href={paths.share(chzzkChannelId)}>
        <ShareIcon />
        스트리머에게 공유하기
      </a>
      {mine && (
        <a className="button" href={paths.home}>
          내 채널 열러 가기
        </a>
      )}
    </Empty>
  )
}
