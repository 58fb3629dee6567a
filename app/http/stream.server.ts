import { Readable } from 'node:stream'
import { createReadableStreamFromReadable } from '@remix-run/node'

const CHUNK_CHARACTERS = 32_000

/** A text that is made piece by piece while its reader takes it, as the body of an answer. */
export function streamOf(pieces: AsyncIterable<string>): ReadableStream<Uint8Array> {
  return createReadableStreamFromReadable(Readable.from(inChunks(pieces), { objectMode: false }))
}

async function* inChunks(pieces: AsyncIterable<string>) {
  let held = ''
  for await (const piece of pieces) {
    held += piece
    if (held.length < CHUNK_CHARACTERS) continue
    yield Buffer.from(held)
    held = ''
  }
  yield Buffer.from(held)
}
