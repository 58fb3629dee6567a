/**
 * The bytes of a body, or null when there are more than `mostBytes`. Up to `ignoredBytes` more are read and dropped,
 * for a client that hears an answer only after it has sent everything; what is beyond is cut off.
 */
export async function readCapped(
  body: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  ignoredBytes = 0,
): Promise<Buffer | null> {
  if (!body) return Buffer.alloc(0)
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return size > mostBytes ? null : Buffer.concat(chunks)
    size += value.byteLength
    if (size > mostBytes + ignoredBytes) {
      await reader.cancel()
      return null
    }
    if (size <= mostBytes) chunks.push(value)
  }
}
