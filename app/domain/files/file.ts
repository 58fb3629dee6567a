import type { Span } from '~/files/span'

export type { Span }

/** A file that somebody may have: what it is, and the way to its bytes, whole or in part; null when they are gone. */
export type OpenFile = {
  mediaType: string
  sizeBytes: number
  sha256: string
  read(span?: Span): Promise<ReadableStream<Uint8Array> | null>
}
