import webpush from 'web-push'
import { env } from '~/env.server'

const ANSWER_WITHIN_MS = 10_000

/** What a service worker and a browser that needs none both read (Declarative Web Push). */
export type PushMessage = {
  title: string
  body: string
  navigate: string
  /** One of the same tag takes its place, on the device and while it waits at the service. */
  tag: string
  ttlSeconds: number
}

type Subscription = { endpoint: string; p256dh: string; auth: string }
/** No status is no answer. */
export type PushAnswer = { status: number | null; retryAfter: string | null }

/** Encrypts for one browser (RFC 8291) and hands it to its service (RFC 8030); throws nothing. */
export async function sendPush(
  { endpoint, p256dh, auth }: Subscription,
  { title, body, navigate, tag, ttlSeconds }: PushMessage,
): Promise<PushAnswer> {
  if (!env.push) return { status: null, retryAfter: null }
  const { publicKey, privateKey, subject } = env.push
  const notification = { title, body, navigate, lang: 'ko', tag }
  try {
    const request = webpush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      JSON.stringify({ web_push: 8030, notification }),
      { vapidDetails: { subject, publicKey, privateKey }, TTL: ttlSeconds, topic: toTopic(tag) },
    )
    return await post(endpoint, toHeaders(request.headers), request.body)
  } catch {
    return { status: null, retryAfter: null }
  }
}

/** At most 32 characters of base64url: a UUID without its hyphens. */
const toTopic = (tag: string) => tag.replaceAll('-', '').slice(0, 32)

const toHeaders = (headers: object) =>
  Object.entries(headers)
    .filter(([name]) => name !== 'Content-Length')
    .map(([name, value]): [string, string] => [name, String(value)])

async function post(url: string, headers: [string, string][], body: Buffer | null): Promise<PushAnswer> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: body && new Uint8Array(body),
    redirect: 'manual',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  })
  await response.body?.cancel()
  return { status: response.status, retryAfter: response.headers.get('Retry-After') }
}

/** Into a creator's Discord: mentions nobody, and throws nothing. */
export async function sendToDiscord(url: string, content: string): Promise<PushAnswer> {
  try {
    const body = JSON.stringify({ username: 'Melt', content, allowed_mentions: { parse: [] } })
    return await post(url, [['Content-Type', 'application/json']], Buffer.from(body))
  } catch {
    return { status: null, retryAfter: null }
  }
}
