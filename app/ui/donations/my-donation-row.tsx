import { cheese } from '~/domain/core/cheese'
import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { StatusLabel } from '../label'
import { When } from '../when'
import { fateWords } from './fate-words'

type MyDonationRowProps = { donation: DonationView; channelName: string; reason: string | undefined }

/** One of my donations, and in kind words what became of it. */
export function MyDonationRow({ donation, channelName, reason }: MyDonationRowProps) {
  const { id, chzzkChannelId, status, amount, claimedAmount, message, occurredAt } = donation
  const shown = amount ?? claimedAmount
  return (
    <li className="claim">
      <div className="line">
        <Face name={channelName} id={chzzkChannelId} />
        <div className="row-body">
          <h3 className="ellipsis">{channelName}</h3>
          <div className="small soft">
            <When at={occurredAt} />
          </div>
        </div>
        {shown !== null && <strong className="num">{cheese(shown)}</strong>}
      </div>
      {message && <p className="claim-text">{message}</p>}
      <p className="small soft">{fateWords(donation)}</p>
      {reason && (status === 'REJECTED' || status === 'REVERSED') && (
        <p className="small">스트리머가 남긴 이유: {reason}</p>
      )}
      <div className="line spread">
        <StatusLabel status={status} />
        <span className="line">
          <a className="link small tap" href={paths.channel(chzzkChannelId)}>
            채널 보기
          </a>
          <a className="link small tap" href={paths.myDonation(id)}>
            진행 기록
          </a>
        </span>
      </div>
    </li>
  )
}
