import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { env, type S3Settings } from '~/env.server'
import { folderStore } from './folder.server'
import { checkedKey, type Store } from './store'

const ANSWER_WITHIN_MS = 20_000
const TRIES = 3

class StoreError extends Error {
  override name = 'StoreError'
}

/** A bucket of any S3-compatible store, asked by path (endpoint/bucket/key), which all of them understand. */
export function s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): Store {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 })

  async function ask(method: string, key: string, init: RequestInit = {}): Promise<Response> {
    const url = `${endpoint}/${encodeURIComponent(bucket)}/${checkedKey(key)}`
    for (let tries = 1; ; tries++) {
      const answer = await begun((signal) => client.fetch(url, { ...init, method, signal }))
      if (answer instanceof Response && (answer.ok || answer.status === 404)) return answer
      if (answer instanceof Response) await answer.body?.cancel()
      if (tries === TRIES || (answer instanceof Response && answer.status < 500)) throw failed(method, answer)
    }
  }

  return {
    async put(key, bytes, mediaType) {
      const hash = createHash('sha256').update(bytes).digest('hex')
      const headers = { 'Content-Type': mediaType, 'X-Amz-Content-Sha256': hash }
      const { status, body } = await ask('PUT', key, { headers, body: bytes as Uint8Array<ArrayBuffer> })
      await body?.cancel()
      if (status === 404) throw new StoreError(`The bucket ${bucket} is not there`)
    },

    async get(key, part) {
      const headers: HeadersInit = part ? { Range: `bytes=${part.from}-${part.to}` } : {}
      const { status, body } = await ask('GET', key, { headers })
      if (status !== 404 && (!part || status === 206)) return body
      await body?.cancel()
      if (status === 404) return null
      throw new StoreError('The store gave a whole file where a part was asked for')
    },

    async remove(key) {
      const { body } = await ask('DELETE', key)
      await body?.cancel()
    },
  }
}

/** The beginning of an answer comes soon; its body takes as long as its reader does. */
async function begun(ask: (signal: AbortSignal) => Promise<Response>): Promise<unknown> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), ANSWER_WITHIN_MS)
  return ask(patience.signal)
    .catch((error: unknown) => error)
    .finally(() => clearTimeout(timer))
}

/** Neither the key nor what the store wrote about it belongs in a log. */
function failed(method: string, answer: unknown) {
  if (answer instanceof Response) return new StoreError(`${method} was answered ${answer.status}`)
  return new StoreError(`${method} was not answered`, { cause: answer })
}

export const store: Store = env.s3 ? s3Store(env.s3) : folderStore(env.dataDir)
