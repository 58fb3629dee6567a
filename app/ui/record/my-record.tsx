import type { OwnCard } from '~/domain/stats/own-figures'
import { paths } from '~/http/paths'
import { RecordCard } from './record-card'

/** My latest channels on my own page; nothing where I supported nobody yet. */
export function MyRecord({ cards, more }: { cards: OwnCard[]; more: boolean }) {
  if (cards.length === 0) return null
  return (
    <section className="stack">
      <h2>내 기록</h2>
      {cards.map((card) => (
        <RecordCard key={card.chzzkChannelId} card={card} />
      ))}
      {more && (
        <a className="button button-quiet wide" href={paths.records}>
          모든 채널의 기록 보기
        </a>
      )}
    </section>
  )
}
