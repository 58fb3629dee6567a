/** Where files are: under keys that tell nothing, whole or in part; what is not there is null and gone without a word. */
export type Store = {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  get(key: string, part?: Part): Promise<ReadableStream<Uint8Array> | null>
  remove(key: string): Promise<void>
}

/** The first and the last byte of a part of a file, as HTTP counts them. */
export type Part = { from: number; to: number }
