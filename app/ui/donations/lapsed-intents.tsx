import { cheese } from '~/domain/core/cheese'
import { paths } from '~/http/paths'
import { NextIcon } from '../icons'
import { Ago } from '../when'

type Lapsed = { intentId: string; donor: { displayName: string }; amount: number | null; createdAt: string }

/** Fans who left for CHZZK and never came back: matched by hand where the donation happened. */
export function LapsedIntents({ items }: { items: Lapsed[] }) {
  if (items.length === 0) return null
  return (
    <section className="stack-tight">
      <h2>맞춰 볼 후원</h2>
      <p className="small soft">
        치지직으로 이동했지만 24시간 안에 등록하지 않은 후원이에요. 실제로 받았다면 직접 추가해 주세요
      </p>
      <ul className="rows">
        {items.map(({ intentId, donor, amount, createdAt }) => (
          <li key={intentId}>
            <a className="row" href={`${paths.addDonation}?intentId=${intentId}`}>
              <span className="row-body">
                <span className="ellipsis font-semibold">{donor.displayName}</span>
                <span className="small soft">
                  <Ago at={createdAt} />
                  {amount ? ` · ${cheese(amount)}를 보내려 했어요` : ''}
                </span>
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
