import { Zip, ZipDeflate } from 'fflate'

/** A file of an archive, made when its turn comes. */
export type ZipPart = {
  name: string
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>
}

/** Deflated at once, so that nobody waits for long while a piece is. */
const SLICE_BYTES = 64 * 1024
/** Sizes and places of an archive are numbers of four bytes. */
const MAX_ZIP_BYTES = 0xffff_ffff

/** An archive in pieces: nothing of a file is made before what came before it was taken. */
export async function* zipOf(parts: AsyncIterable<ZipPart>, at = new Date()): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = []
  let madeBytes = 0
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
    madeBytes += piece.length
  })
  for await (const { name, pieces } of parts) {
    const file = new ZipDeflate(name, { level: 6 })
    file.mtime = at
    zip.add(file)
    let readBytes = 0
    for await (const piece of pieces) {
      const bytes = Buffer.from(piece)
      readBytes += bytes.length
      if (Math.max(readBytes, madeBytes) > MAX_ZIP_BYTES)
        throw new RangeError(`${name} is too long for a ZIP`)
      for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
        file.push(bytes.subarray(from, from + SLICE_BYTES))
        yield* taken(made)
      }
    }
    file.push(new Uint8Array(), true)
    yield* taken(made)
  }
  zip.end()
  yield* taken(made)
}

function* taken(made: Uint8Array[]) {
  for (const piece of made.splice(0)) if (piece.length > 0) yield piece
}
