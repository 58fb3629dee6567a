import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { CheeseIcon } from '../icons'

/** A streamer who came to their own donate page. */
export function OwnChannel({ chzzkChannelId }: { chzzkChannelId: string }) {
  return (
    <Empty icon={<CheeseIcon />} title="내 채널이에요">
      <p className="soft">내 채널에는 후원할 수 없어요. 팬들에게 이 채널을 알려 보세요</p>
      <a className="button" href={paths.share(chzzkChannelId)}>
        내 채널 공유하기
      </a>
    </Empty>
  )
}
