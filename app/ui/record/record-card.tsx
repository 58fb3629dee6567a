import { cheese } from '~/domain/core/cheese'
import type { OwnCard } from '~/domain/stats/own-figures'
import { paths } from '~/http/paths'
import { BadgeTag } from '../badges/badge-tag'
import { Figures } from '../figures'
import { When } from '../when'
import { BadgeProgress } from './badge-progress'
import { RecordNews } from './record-news'

type RecordCardProps = { card: OwnCard; title?: string }

/** My own record with one channel: what I gave, my badge, and how far the next one is. */
export function RecordCard({ card, title }: RecordCardProps) {
  const { chzzkChannelId, channelName, lifetime, month, lastSupportAt, badge, nextBadge, news } = card
  return (
    <section className="card record">
      <div className="line spread">
        <h2 className="record-name">
          {title ?? (
            <a className="plain" href={paths.channel(chzzkChannelId)}>
              {channelName}
            </a>
          )}
        </h2>
        {badge && <BadgeTag badge={badge} />}
      </div>
      {news && <RecordNews news={news} />}
      <Figures
        figures={[
          { name: '지금까지', value: cheese(lifetime) },
          { name: '이번 달', value: cheese(month) },
        ]}
      />
      {nextBadge && <BadgeProgress lifetime={lifetime} next={nextBadge} />}
      {badge && !nextBadge && <p className="small soft">이 채널에서 가장 높은 배지예요</p>}
      <div className="line spread">
        <span className="line small soft">
          {lastSupportAt ? (
            <>
              마지막 후원 <When at={lastSupportAt} />
            </>
          ) : (
            '확인된 후원이 아직 없어요'
          )}
        </span>
        <a className="link small tap" href={paths.record(chzzkChannelId)}>
          왜 이 수치인가요?
        </a>
      </div>
    </section>
  )
}
