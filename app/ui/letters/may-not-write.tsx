import type { Reason } from '~/domain/core/refusal'
import { paths } from '~/http/paths'
import { LockIcon } from '../icons'
import { Empty } from '../list'

type MayNotWriteProps = { reason: Reason; text: string; chzzkChannelId: string }

const TITLES: Partial<Record<Reason, string>> = {
  blocked: '이 채널에는 메시지를 보낼 수 없어요',
  too_many_unconfirmed: '확인 전 후원이 3건 있어요',
  rate_limited: '오늘은 여기까지 보낼 수 있어요',
}

/** Shown before anything is written: why nothing can be sent to this channel now. */
export function MayNotWrite({ reason, text, chzzkChannelId }: MayNotWriteProps) {
  return (
    <Empty icon={<LockIcon />} title={TITLES[reason] ?? '지금은 편지를 보낼 수 없어요'}>
      <p className="text-soft">{text}</p>
      {reason === 'too_many_unconfirmed' && (
        <a className="button" href={paths.letter(chzzkChannelId)}>
          편지 쓰기
        </a>
      )}
      <a className="button button-quiet" href={paths.channel(chzzkChannelId)}>
        피드 보기
      </a>
    </Empty>
  )
}
