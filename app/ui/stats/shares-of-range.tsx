import type { Summary } from './figures-of-range'
import { Shares } from './shares'

const SOURCES = [
  ['manual', '직접 확인'],
  ['session', '치지직 신호'],
  ['statement', '정산 내역'],
] as const
const BROADCASTS = [
  ['live', '방송 중'],
  ['afterLive', '방송 뒤'],
  ['unknown', '알 수 없음'],
] as const

/** Where a range's cheese was learnt from, and whether the channel was on air. */
export function SharesOfRange({ summary: { range, bySource, byBroadcast } }: { summary: Summary }) {
  return (
    <>
      <Shares
        id="broadcast"
        title="방송 중과 방송 뒤"
        note="방송 중이었는지 멜트가 보지 못한 때는 알 수 없음이에요"
        shares={BROADCASTS.map(([key, name]) => ({
          name,
          sum: byBroadcast[key],
          why: { figure: 'broadcast', broadcast: key, range },
        }))}
      />
      <Shares
        id="source"
        title="어떻게 확인했나요?"
        note="무엇을 보고 확인했는지예요"
        shares={SOURCES.map(([key, name]) => ({
          name,
          sum: bySource[key],
          why: { figure: 'source', source: key, range },
        }))}
      />
    </>
  )
}
