import { query } from '~/db/client.server'
import { refuse } from '~/domain/core/refusal'

const WINDOW_MS = 60_000
const MAX_REMEMBERED = 20_000

const RESERVE = `
  INSERT INTO rate_limits (key, window_start, used) VALUES ($1, $2, $3)
  ON CONFLICT (key, window_start) DO UPDATE SET used = rate_limits.used + $3 RETURNING used`

export type RateLimit = { perMinute: number; atOnce: number }
type Reservation = { windowStart: number; left: number; spent: boolean; drawing: Promise<void> | null }

const reservations = new Map<string, Reservation>()

/** Every instance draws from one row of the database, `atOnce` at a time, and counts those down in memory (docs/api.md "Limits"). */
export async function consumeRateLimit(key: string, limit: RateLimit) {
  const now = Date.now()
  const windowStart = now - (now % WINDOW_MS)
  const kept = reservations.get(key)
  const reservation = kept?.windowStart === windowStart ? kept : remember(key, windowStart)
  while (reservation.left === 0 && !reservation.spent) {
    // One draw at a time: a burst must not reserve for this instance what the others' people need.
    reservation.drawing ??= draw(key, reservation, limit).finally(() => {
      reservation.drawing = null
    })
    await reservation.drawing
  }
  if (reservation.left === 0) {
    refuse('rate_limited', { retryAfterSeconds: Math.ceil((windowStart + WINDOW_MS - now) / 1000) })
  }
  reservation.left--
}

function remember(key: string, windowStart: number) {
  if (reservations.size >= MAX_REMEMBERED) reservations.clear()
  const reservation = { windowStart, left: 0, spent: false, drawing: null }
  reservations.set(key, reservation)
  return reservation
}

async function draw(key: string, reservation: Reservation, { perMinute, atOnce }: RateLimit) {
  const window = new Date(reservation.windowStart)
  const [row] = await query<{ used: number }>('rate_limit_reserve', RESERVE, [key, window, atOnce])
  const used = row?.used ?? 0
  reservation.left += Math.max(0, Math.min(atOnce, perMinute - (used - atOnce)))
  reservation.spent = used >= perMinute
}

export async function deleteExpiredWindows() {
  await query('rate_limit_forget', 'DELETE FROM rate_limits WHERE window_start < $1', [
    new Date(Date.now() - 10 * WINDOW_MS),
  ])
}
