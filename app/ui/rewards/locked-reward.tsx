import { cheese } from '~/domain/core/cheese'
import type { RewardView } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { Empty } from '../empty'
import { LockIcon } from '../icons'
import { gateWords } from './gate-words'

type LockedContentProps = {
  content: RewardView
  chzzkChannelId: string
  signedIn: boolean
  missing: number | null
  here: string
}

/** A reward that is locked to whoever looks: what it is called, and what opens it. */
export function LockedReward({ content, chzzkChannelId, signedIn, missing, here }: LockedContentProps) {
  const { title, opens } = content
  return (
    <>
      <h1 className="content-title">{title}</h1>
      <Empty icon={<LockIcon />} title={gateWords(opens)}>
        <p className="soft">
          {'vip' in opens
            ? '스트리머가 고른 분에게만 열려요'
            : '확인된 후원이 쌓이면 배지를 받고 저절로 열려요'}
        </p>
        {missing !== null && missing > 0 && (
          <p>
            <strong className="num">{cheese(missing)}</strong> 더 확인되면 열려요
          </p>
        )}
        {!signedIn && (
          <a className="button" href={paths.loginPage(here)}>
            로그인하고 확인하기
          </a>
        )}
        {signedIn && 'tier' in opens && (
          <a className="button" href={paths.donate(chzzkChannelId)}>
            치즈 보내기
          </a>
        )}
      </Empty>
    </>
  )
}
