import { env } from '~/env.server'
import { folderStore } from './folder.server'
import { s3Store } from './s3.server'
import type { Span } from './span'

/** Where files are: under keys that tell nothing, whole or in part; what is not there is null and gone without a word. */
export type Store = {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  get(key: string, span?: Span): Promise<ReadableStream<Uint8Array> | null>
  remove(key: string): Promise<void>
}

/** An S3-compatible store where one is configured, else the data directory. */
export const store: Store = env.s3 ? s3Store(env.s3) : folderStore(env.dataDir)
