import { randomBytes } from 'node:crypto'

/** What is not there is null, and removed without a word. */
export type Store = {
  put(key: string, bytes: Uint8Array, mediaType: string): Promise<void>
  get(key: string, part?: Part): Promise<ReadableStream<Uint8Array> | null>
  remove(key: string): Promise<void>
}

export type Part = { from: number; to: number }

const KEY = /^[0-9a-f]{32}$/

export const newKey = () => randomBytes(16).toString('hex')

/** The key itself; anything else never becomes part of a path. */
export function checkedKey(key: string) {
  if (!KEY.test(key)) throw new TypeError('This is no key of a file')
  return key
}
