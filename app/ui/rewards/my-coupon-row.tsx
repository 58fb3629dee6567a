import { paths } from '~/http/paths'
import { At } from '../when'

type MyCoupon = {
  code: string
  claimedAt: string
  title: string
  rewardId: string | null
  channelName: string
  chzzkChannelId: string
}

/** A code that somebody got, with what and where it was for. */
export function MyCouponRow({ coupon }: { coupon: MyCoupon }) {
  const { code, claimedAt, title, rewardId, channelName, chzzkChannelId } = coupon
  return (
    <li className="claim">
      <p className="coupon-code">{code}</p>
      <strong className="content-title">
        {rewardId ? (
          <a className="plain" href={paths.reward(chzzkChannelId, rewardId)}>
            {title}
          </a>
        ) : (
          title
        )}
      </strong>
      <p className="text-sm text-soft">
        {channelName} · <At at={claimedAt} />에 받았어요
      </p>
    </li>
  )
}
