import type { BadgeNews } from '~/domain/stats/badge-news'
import { paths } from '~/http/paths'
import { toward } from './toward'

/** A badge that was reached, or kindly why it is another now. */
export function RecordNews({ news }: { news: BadgeNews }) {
  if (news.kind === 'reached') return <p className="record-news">{news.name} 배지를 받았어요</p>
  const { from, to, reversedId } = news
  const change = to ? `배지가 ${from}에서 ${toward(to)} 바뀌었어요` : `${from} 배지가 잠시 내려갔어요`
  return (
    <div className="record-news">
      <p>
        {reversedId && '확인이 취소된 후원이 있어서 '}
        {change}. 언제든 다시 이어 갈 수 있어요
      </p>
      {reversedId && (
        <a className="link small tap" href={paths.myDonation(reversedId)}>
          어떤 후원인지 보기
        </a>
      )}
    </div>
  )
}
