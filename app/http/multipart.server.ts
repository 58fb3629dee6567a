import { refuse } from '~/domain/core/refusal'
import { boundaryOf } from './boundary.server'

export type Files = Record<string, Buffer>
type Parts = { texts: [name: string, text: string][]; files: Files }

/**
 * The texts and files of a form with files, of which only those under these names are kept; a field left empty brings
 * none. Refusals: `malformed`, `too_large` (more parts or text than any form has).
 */
export async function parseParts(
  bytes: Buffer,
  type: string,
  names: readonly string[],
  maxTextBytes: number,
): Promise<Parts> {
  const form = await parse(bytes, type)
  const texts: Parts['texts'] = []
  const files: Files = {}
  let textBytes = 0
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      if (names.includes(name) && value.size > 0) files[name] = Buffer.from(await value.arrayBuffer())
      continue
    }
    textBytes += Buffer.byteLength(name) + Buffer.byteLength(value)
    if (textBytes > maxTextBytes) refuse('too_large')
    texts.push([name, value])
  }
  return { texts, files }
}

/** Read by the one boundary whose parts were counted. */
async function parse(bytes: Buffer, type: string): Promise<FormData> {
  const boundary = boundaryOf(bytes, type)
  try {
    const headers = { 'Content-Type': `multipart/form-data; boundary="${boundary}"` }
    const body = new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength)
    return await new Response(body, { headers }).formData()
  } catch {
    return refuse('malformed')
  }
}
