import { paths } from '~/http/paths'
import { At } from '../when'

type MyCoupon = {
  code: string
  claimedAt: string
  title: string
  contentId: string | null
  channelName: string
  chzzkChannelId: string
}

/** A code that somebody got, with what and where it was for. */
export function MyCouponRow({ coupon }: { coupon: MyCoupon }) {
  const { code, claimedAt, title, contentId, channelName, chzzkChannelId } = coupon
  return (
    <li className="claim">
      <p className="coupon-code">{code}</p>
      <strong className="content-title">
        {contentId ? (
          <a className="plain" href={paths.content(chzzkChannelId, contentId)}>
            {title}
          </a>
        ) : (
          title
        )}
      </strong>
      <p className="small soft">
        {channelName} · <At at={claimedAt} />에 받았어요
      </p>
    </li>
  )
}
