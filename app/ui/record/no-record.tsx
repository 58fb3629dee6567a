import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { CheeseIcon } from '../icons'

export function NoRecord() {
  return (
    <Empty icon={<CheeseIcon />} title="아직 기록이 없어요">
      <p className="soft">응원하고 싶은 채널을 찾아보세요</p>
      <a className="button button-quiet" href={paths.donateAnywhere}>
        채널 찾기
      </a>
    </Empty>
  )
}
