import { inKst } from '~/domain/core/kst'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "3분 전", and "2026. 11. 21. 22:15" (KST) for whoever taps it. */
export function When({ at }: { at: string }) {
  const absolute = absoluteWords(at)
  return (
    <details className="when">
      <summary>
        <time dateTime={at} title={absolute}>
          {ago(at)}
        </time>
      </summary>
      {absolute}
    </details>
  )
}

/** "3분 전", inside something that is tapped itself. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} title={absoluteWords(at)}>
      {ago(at)}
    </time>
  )
}

/** "2026. 11. 21. 22:15" in KST. */
export function At({ at }: { at: string }) {
  return <time dateTime={at}>{absoluteWords(at)}</time>
}

function absoluteWords(at: string) {
  const kst = inKst(new Date(at))
  return `${kst.slice(0, 4)}. ${Number(kst.slice(5, 7))}. ${Number(kst.slice(8, 10))}. ${kst.slice(11, 16)}`
}

function ago(at: string) {
  const passedMs = Date.now() - Date.parse(at)
  if (passedMs < MINUTE_MS) return '방금'
  if (passedMs < HOUR_MS) return `${Math.floor(passedMs / MINUTE_MS)}분 전`
  if (passedMs < DAY_MS) return `${Math.floor(passedMs / HOUR_MS)}시간 전`
  if (passedMs < 7 * DAY_MS) return `${Math.floor(passedMs / DAY_MS)}일 전`
  return absoluteWords(at).slice(0, -6)
}
