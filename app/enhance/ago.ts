const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** "3분 전" in the place of the time that the page says, which stays behind it; kept up to date. */
export function shortenTimes() {
  setInterval(update, MINUTE_MS)
  return update
}

function update() {
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    time.title ||= time.textContent ?? ''
    time.textContent = agoOf(Date.now() - Date.parse(time.dateTime)) ?? time.title
  }
}

/** Null after a week, when the time itself says more. */
function agoOf(passedMs: number) {
  if (passedMs < MINUTE_MS) return '방금'
  if (passedMs < HOUR_MS) return `${Math.floor(passedMs / MINUTE_MS)}분 전`
  if (passedMs < DAY_MS) return `${Math.floor(passedMs / HOUR_MS)}시간 전`
  return passedMs < 7 * DAY_MS ? `${Math.floor(passedMs / DAY_MS)}일 전` : null
}
