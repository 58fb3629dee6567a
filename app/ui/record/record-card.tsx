import { correctedBadgeCopy } from '~/copy/ko/badges'
import { cheese } from '~/copy/ko/numbers'
import type { BadgeChange, ChannelRecord, RecordFigures } from '~/domain/stats/record'
import { paths } from '~/http/paths'
import { BadgeTag } from '../badges/badge'
import { Figures } from '../figures'
import { CheeseIcon } from '../icons'
import { Empty } from '../list'
import { When } from '../when'

export function MyRecord({ records, more }: { records: ChannelRecord[]; more: boolean }) {
  if (records.length === 0) return null
  return (
    <section className="flex flex-col gap-4">
      <h2>내 기록</h2>
      {records.map((record) => (
        <RecordCard key={record.chzzkChannelId} record={record} />
      ))}
      {more && (
        <a className="button button-quiet w-full" href={paths.records}>
          모든 채널의 기록 보기
        </a>
      )}
    </section>
  )
}

type RecordCardProps = { record: ChannelRecord; title?: string }

export function RecordCard({ record, title }: RecordCardProps) {
  const { chzzkChannelId, channelName, lifetime, month, lastSupportAt, badge, nextBadge, badgeChange } =
    record
  return (
    <section className="card">
      <div className="line justify-between">
        <h2 className="min-w-0">{title ?? <a href={paths.channel(chzzkChannelId)}>{channelName}</a>}</h2>
        {badge && <BadgeTag badge={badge} />}
      </div>
      {badgeChange && <ChangedBadge change={badgeChange} />}
      <Figures
        figures={[
          { name: '지금까지', value: cheese(lifetime) },
          { name: '이번 달', value: cheese(month) },
        ]}
      />
      {nextBadge && <BadgeProgress lifetime={lifetime} next={nextBadge} />}
      {badge && !nextBadge && <p className="note">이 채널에서 가장 높은 배지예요</p>}
      <div className="line -my-2 justify-between">
        <span className="line note">
          {lastSupportAt ? (
            <>
              마지막 후원 <When at={lastSupportAt} />
            </>
          ) : (
            '확인된 후원이 아직 없어요'
          )}
        </span>
        <a className="link-small" href={paths.record(chzzkChannelId)}>
          왜 이 수치인가요?
        </a>
      </div>
    </section>
  )
}

function ChangedBadge({ change }: { change: BadgeChange }) {
  const look = 'rounded-2xl bg-accent-wash px-4 py-3 text-md'
  if (change.kind === 'reached') return <p className={look}>{change.name} 배지를 받았어요</p>
  const { from, to, reversedId } = change
  return (
    <div className={look}>
      <p>
        {reversedId && '확인이 취소된 후원이 있어서 '}
        {correctedBadgeCopy(from, to)}. 언제든 다시 이어 갈 수 있어요
      </p>
      {reversedId && (
        <a className="link-small -mt-1 -mb-2" href={paths.myDonation(reversedId)}>
          어떤 후원인지 보기
        </a>
      )}
    </div>
  )
}

type BadgeProgressProps = { lifetime: number; next: NonNullable<RecordFigures['nextBadge']> }

function BadgeProgress({ lifetime, next }: BadgeProgressProps) {
  const { name, thresholdAmount, missing } = next
  return (
    <div className="flex flex-col gap-2">
      <progress
        max={thresholdAmount}
        value={Math.min(lifetime, thresholdAmount)}
        aria-label={`${name} 배지까지`}
      />
      {missing > 0 ? (
        <p className="note">
          {name}까지 <span className="num">{cheese(missing)}</span> 남았어요
        </p>
      ) : (
        <p className="note">바뀐 기준에 닿았어요. {name} 배지가 곧 달려요</p>
      )}
    </div>
  )
}

export function NoRecord() {
  return (
    <Empty icon={<CheeseIcon />} title="아직 기록이 없어요">
      <p className="text-soft">응원하고 싶은 채널을 찾아보세요</p>
      <a className="button button-quiet" href={paths.donateAnywhere}>
        채널 찾기
      </a>
    </Empty>
  )
}
