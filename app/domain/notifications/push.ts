/** The services of the browsers that there are; anything else in a subscription would be a door to whatever the server reaches. */
const SERVICES = [
  /^fcm\.googleapis\.com$/,
  /^([a-z0-9-]+\.)*push\.services\.mozilla\.com$/,
  /^([a-z0-9-]+\.)*notify\.windows\.com$/,
  /^([a-z0-9-]+\.)*push\.apple\.com$/,
]
const MAX_ENDPOINT = 1_000

/** Whether an address is one that a known push service gives; `origins` are others, for tests. */
export function isPushEndpoint(text: string, origins: readonly string[] = []): boolean {
  if (text.length > MAX_ENDPOINT || !URL.canParse(text)) return false
  const { origin, protocol, hostname, port, username, password } = new URL(text)
  if (username || password) return false
  if (origins.includes(origin)) return true
  return protocol === 'https:' && port === '' && SERVICES.some((service) => service.test(hostname))
}

/** An incoming webhook of Discord, without what may be added to it; `origins` are others, for tests. */
export function isDiscordWebhook(text: string, origins: readonly string[] = []): boolean {
  if (!URL.canParse(text)) return false
  const { origin, pathname, search, hash, username, password } = new URL(text)
  return (
    ['https://discord.com', ...origins].includes(origin) &&
    /^\/api\/webhooks\/\d{15,22}\/[\w-]{40,100}$/.test(pathname) &&
    !search &&
    !hash &&
    !username &&
    !password
  )
}

const FIRST_RETRY_SECONDS = 10
const MAX_RETRY_SECONDS = 60 * 60
const MAX_ATTEMPTS = 12
const DAY_SECONDS = 24 * 60 * 60

export type PushOutcome = { does: 'arrived' | 'gone' | 'refused' } | { does: 'retry'; afterSeconds: number }

/** What an answer means for a delivery that was tried so often (RFC 8030 §5–7): no status is no answer. */
export function toPushOutcome(
  status: number | null,
  retryAfter: string | null,
  attempts: number,
): PushOutcome {
  if (status !== null && status >= 200 && status < 300) return { does: 'arrived' }
  if (status === 404 || status === 410) return { does: 'gone' }
  const mayPass = status === null || status === 408 || status === 429 || status >= 500
  if (!mayPass || attempts >= MAX_ATTEMPTS) return { does: 'refused' }
  const backoff = FIRST_RETRY_SECONDS * 2 ** (attempts - 1)
  const asked = /^\d{1,6}$/.test(retryAfter ?? '') ? Math.min(Number(retryAfter), DAY_SECONDS) : 0
  return { does: 'retry', afterSeconds: Math.max(Math.min(backoff, MAX_RETRY_SECONDS), asked) }
}
