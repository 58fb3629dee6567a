import type { Part } from '~/files/store'

export type { Part }

/** A file that somebody may have: what it is, and the way to its bytes, whole or in part; null when they are gone. */
export type StoredFile = {
  mediaType: string
  sizeBytes: number
  sha256: string
  read(part?: Part): Promise<ReadableStream<Uint8Array> | null>
}
