import { MIMEType } from 'node:util'
import { refuse } from '~/domain/core/refusal'

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
