import { MIMEType } from 'node:util'
import { refuse } from '~/domain/core/refusal'

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

const MAX_PARTS = 50
const BOUNDARY = /^[0-9A-Za-z'()+_,\-./:=?]{1,70}$/

/**
 * The boundary that a form with files names. It only looks at the bytes: every part is an object once it is parsed, and a
 * body of a hundred thousand empty ones is small. Refusals: `malformed`, `too_large` (more parts than any form has).
 */
export function boundaryOf(bytes: Buffer, type: string): string {
  const boundary = named(type)
  if (!boundary || !BOUNDARY.test(boundary)) refuse('malformed')
  const line = Buffer.from(`--${boundary}`, 'latin1')
  let at = bytes.indexOf(line)
  for (let found = 0; at !== -1; found++) {
    if (found > MAX_PARTS) refuse('too_large')
    at = bytes.indexOf(line, at + line.length)
  }
  return boundary
}

function named(type: string) {
  try {
    return new MIMEType(type).params.get('boundary')
  } catch {
    return null
  }
}
