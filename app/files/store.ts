import type { Span } from './span'

/** Where files are: under keys that tell nothing, whole or in part; what is not there is null and gone without a word. */
export type Store = {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  get(key: string, span?: Span): Promise<ReadableStream<Uint8Array> | null>
  remove(key: string): Promise<void>
}
