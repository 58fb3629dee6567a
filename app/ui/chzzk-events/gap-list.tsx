import { paths } from '~/http/paths'
import type { ConnectionStatus } from './connection-status'
import { gapSentences, noGapWords } from './gap-words'

const MAX_GAPS = 20

/** When nothing was heard in the last seven days, and that what was missed has to be added by hand. */
export function GapList({ session, asOf }: { session: ConnectionStatus; asOf: string }) {
  const sentences = gapSentences(session, asOf)
  const none = noGapWords(session, asOf)
  if (sentences.length === 0 && !none) return null
  return (
    <section className="stack-tight" aria-labelledby="gaps-title">
      <h2 id="gaps-title">놓친 시간</h2>
      {none && <p>{none}</p>}
      {sentences.length > 0 && (
        <>
          <ul className="rows">
            {sentences.map((sentence) => (
              <li key={sentence} className="row">
                {sentence}
              </li>
            ))}
          </ul>
          {session.gaps.length >= MAX_GAPS && (
            <p className="small soft">지난 7일 가운데 가장 최근 {MAX_GAPS}번이에요</p>
          )}
          <p className="small soft">
            그사이에 온 후원은 치지직에서 다시 받아 올 수 없어요. 빠진 후원이 있으면 직접 추가해 주세요
          </p>
          <a className="link small tap self-start" href={paths.addDonation}>
            빠진 후원 직접 추가하기
          </a>
        </>
      )}
    </section>
  )
}
