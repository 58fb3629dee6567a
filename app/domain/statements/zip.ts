import { crc32, inflateRawSync } from 'node:zlib'
import { UnreadableFile } from './table'

export type ZipEntry = { name: string; method: number; crc: number; data: Buffer; inflatedLength: number }

const MAX_ENTRIES = 1_000
const MAX_INFLATED_BYTES = 48 * 1024 * 1024
const MAX_INFLATION = 20
/** Below this a ratio says nothing: the parts that Excel always writes shrink well. */
const ALWAYS_ALLOWED_BYTES = 2 * 1024 * 1024
const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06])
const DIRECTORY_HEADER = Buffer.from([0x50, 0x4b, 0x01, 0x02])
const LOCAL_HEADER = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const END_LENGTH = 22
const DIRECTORY_HEADER_LENGTH = 46
const LOCAL_HEADER_LENGTH = 30
const ENCRYPTED = 0x0001 | 0x0040
const damaged = () => new UnreadableFile('damaged')

/** What the central directory lists, refused before anything is inflated where the sizes it names are too much. */
export function parseZip(bytes: Buffer): Map<string, ZipEntry> {
  const end = bytes.lastIndexOf(END_OF_DIRECTORY)
  if (end < 0 || end + END_LENGTH > bytes.length) throw damaged()
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > MAX_ENTRIES) throw new UnreadableFile('inflates_too_much')
  const entries = new Map<string, ZipEntry>()
  const spans: { from: number; to: number }[] = []
  for (let index = 0; index < count; index++) {
    const { entry, span, next } = parseEntry(bytes, at)
    if (entries.has(entry.name)) throw damaged()
    entries.set(entry.name, entry)
    spans.push(span)
    at = next
  }
  requireBounded(entries, spans, bytes.length)
  return entries
}

function parseEntry(bytes: Buffer, at: number) {
  if (at + DIRECTORY_HEADER_LENGTH > bytes.length || !startsWith(bytes, at, DIRECTORY_HEADER)) throw damaged()
  if (bytes.readUInt16LE(at + 8) & ENCRYPTED) throw new UnreadableFile('encrypted')
  const nameLength = bytes.readUInt16LE(at + 28)
  const next = at + DIRECTORY_HEADER_LENGTH + nameLength + extrasOf(bytes, at + 30, 2)
  const name = bytes.toString('utf8', at + DIRECTORY_HEADER_LENGTH, at + DIRECTORY_HEADER_LENGTH + nameLength)
  const from = bytes.readUInt32LE(at + 42)
  if (from + LOCAL_HEADER_LENGTH > bytes.length || !startsWith(bytes, from, LOCAL_HEADER)) throw damaged()
  const dataAt = from + LOCAL_HEADER_LENGTH + extrasOf(bytes, from + 26, 2)
  const to = dataAt + bytes.readUInt32LE(at + 20)
  if (next > bytes.length || to > bytes.length) throw damaged()
  const entry: ZipEntry = {
    name,
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    data: bytes.subarray(dataAt, to),
    inflatedLength: bytes.readUInt32LE(at + 24),
  }
  return { entry, span: { from, to }, next }
}

const startsWith = (bytes: Buffer, at: number, start: Buffer) =>
  bytes.subarray(at, at + start.length).equals(start)

/** The sum of some lengths of two bytes each that stand side by side. */
function extrasOf(bytes: Buffer, at: number, fields: number) {
  let sum = 0
  for (let field = 0; field < fields; field++) sum += bytes.readUInt16LE(at + 2 * field)
  return sum
}

/** Entries that share their bytes are how a small file claims to hold a great one. */
function requireBounded(
  entries: Map<string, ZipEntry>,
  spans: { from: number; to: number }[],
  fileLength: number,
) {
  const inOrder = spans.toSorted((a, b) => a.from - b.from)
  if (inOrder.some((span, index) => span.from < (inOrder[index - 1]?.to ?? 0)))
    throw new UnreadableFile('inflates_too_much')
  const inflated = [...entries.values()].reduce((sum, { inflatedLength }) => sum + inflatedLength, 0)
  const allowed = Math.max(ALWAYS_ALLOWED_BYTES, Math.min(MAX_INFLATED_BYTES, MAX_INFLATION * fileLength))
  if (inflated > allowed) throw new UnreadableFile('inflates_too_much')
}

/** An entry's bytes; one that grows beyond what the directory said is stopped there. */
export function inflateEntry(entry: ZipEntry): Buffer {
  const bytes = entry.method === 0 ? entry.data : inflate(entry)
  if (bytes.length !== entry.inflatedLength || crc32(bytes) !== entry.crc) throw damaged()
  return bytes
}

function inflate({ method, data, inflatedLength }: ZipEntry) {
  if (method !== 8) throw damaged()
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, inflatedLength) })
  } catch (error) {
    const tooLarge = error instanceof RangeError
    throw new UnreadableFile(tooLarge ? 'inflates_too_much' : 'damaged')
  }
}

/** A ZIP of these parts as they are, not deflated, so that whoever reads it inflates nothing. */
export function buildStoredZip(parts: ReadonlyMap<string, Buffer>): Buffer {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, data] of parts) {
    const nameBytes = Buffer.from(name)
    const sizes = Buffer.alloc(16)
    sizes.writeUInt32LE(crc32(data), 0)
    sizes.writeUInt32LE(data.length, 4)
    sizes.writeUInt32LE(data.length, 8)
    sizes.writeUInt16LE(nameBytes.length, 12)
    const versionAndTime = Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const header = Buffer.concat([LOCAL_HEADER, versionAndTime, sizes, nameBytes])
    directory.push(
      DIRECTORY_HEADER,
      Buffer.from([20, 0]),
      versionAndTime,
      sizes,
      place.subarray(2),
      nameBytes,
    )
    local.push(header, data)
    at += header.length + data.length
  }
  const end = Buffer.alloc(END_LENGTH)
  const length = directory.reduce((sum, part) => sum + part.length, 0)
  END_OF_DIRECTORY.copy(end)
  end.writeUInt16LE(parts.size, 8)
  end.writeUInt16LE(parts.size, 10)
  end.writeUInt32LE(length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, ...directory, end])
}
