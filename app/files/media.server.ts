import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import { oneAtATime } from './queue'

type AudioType = 'audio/mpeg' | 'audio/mp4' | 'audio/ogg' | 'audio/wav' | 'audio/flac'

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])
const SOUNDS: Record<string, AudioType> = {
  'audio/mpeg': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/wav': 'audio/wav',
  'audio/flac': 'audio/flac',
}
// Recorders of some phones say 'video' of a file without one.
const PERHAPS_SOUND = new Set(['video/mp4', 'video/3gpp'])

async function kindOf(bytes: Uint8Array): Promise<'picture' | AudioType | null> {
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  if (!found) return null
  if (PICTURES.has(found.mime)) return 'picture'
  if (PERHAPS_SOUND.has(found.mime)) return containsOnlyAudio(bytes) ? 'audio/mp4' : null
  const sound = SOUNDS[found.mime] ?? null
  return sound === 'audio/mpeg' && !startsWithAudio(bytes) ? null : sound
}

const TAG_HEAD_BYTES = 10

/** An MP3 has a frame of sound right behind its tag and the tag's padding; a tag alone is no sound. */
function startsWithAudio(bytes: Uint8Array): boolean {
  let at = endOfTag(bytes)
  while (bytes[at] === 0) at++
  return bytes[at] === 0xff && ((bytes[at + 1] ?? 0) & 0xe0) === 0xe0
}

/** A tag says its length in four bytes of seven bits. */
function endOfTag(bytes: Uint8Array) {
  if (String.fromCharCode(...bytes.subarray(0, 3)) !== 'ID3') return 0
  return (
    bytes.subarray(6, TAG_HEAD_BYTES).reduce((size, byte) => size * 128 + (byte & 0x7f), 0) + TAG_HEAD_BYTES
  )
}

const HEADER_BYTES = 8
const HANDLER_AT = 8

type Box = { name: string; content: DataView }

function containsOnlyAudio(bytes: Uint8Array): boolean {
  const file = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const tracks = within([file], 'moov', 'trak')
  const handlers = within(tracks, 'mdia', 'hdlr').map((handler) => word(handler, HANDLER_AT))
  return tracks.length > 0 && handlers.length === tracks.length && handlers.every((kind) => kind === 'soun')
}

function within(outer: DataView[], ...names: string[]): DataView[] {
  return names.reduce(
    (views, name) =>
      views.flatMap((view) =>
        [...boxesOf(view)].filter((box) => box.name === name).map((box) => box.content),
      ),
    outer,
  )
}

function* boxesOf(view: DataView): Generator<Box> {
  for (let at = 0; at + HEADER_BYTES <= view.byteLength; ) {
    const size = view.getUint32(at)
    if (size < HEADER_BYTES || at + size > view.byteLength) return
    const content = new DataView(view.buffer, view.byteOffset + at + HEADER_BYTES, size - HEADER_BYTES)
    yield { name: word(view, at + 4), content }
    at += size
  }
}

function word(view: DataView, at: number) {
  if (at + 4 > view.byteLength) return ''
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)))
}

export type Unusable = 'unknown' | 'broken' | 'too_large'

const MAX_PIXELS = 50_000_000
const LONGEST_SIDE = 2_048
const LONGEST_SECONDS = 20
const QUALITY = 82

export type Picture = { bytes: Buffer; mediaType: 'image/webp'; width: number; height: number }

// What else libvips reads is a way in for what nobody needs here.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})
sharp.cache(false)
sharp.concurrency(1)

/** Drawn anew, upright and without anything that its camera wrote into it; a moving one is its first moment. Throws `QueueFull`, which callers refuse. */
export const toPicture = (bytes: Uint8Array) =>
  redraw(bytes, (image) =>
    image.resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true }),
  )

export const toSquare = (bytes: Uint8Array, side: number) =>
  redraw(bytes, (image) => image.resize(side, side, { fit: 'cover' }))

async function redraw(bytes: Uint8Array, shape: (image: Sharp) => Sharp): Promise<Picture | Unusable> {
  if ((await kindOf(bytes)) !== 'picture') return 'unknown'
  return oneAtATime(async () => {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', pages: 1 })
    try {
      const { width, height } = await image.metadata()
      if (width * height > MAX_PIXELS) return 'too_large'
      const drawn = shape(image.autoOrient()).timeout({ seconds: LONGEST_SECONDS }).webp({ quality: QUALITY })
      const { data, info } = await drawn.toBuffer({ resolveWithObject: true })
      return { bytes: data, mediaType: 'image/webp', width: info.width, height: info.height }
    } catch (error) {
      return /pixel limit/.test(String(error)) ? 'too_large' : 'broken'
    }
  })
}

export const MAX_SOUND_BYTES = 10 * 1024 * 1024

type Sound = { bytes: Uint8Array; mediaType: AudioType }

export async function toSound(bytes: Uint8Array): Promise<Sound | Unusable> {
  if (bytes.byteLength > MAX_SOUND_BYTES) return 'too_large'
  const mediaType = await kindOf(bytes)
  return mediaType === null || mediaType === 'picture' ? 'unknown' : { bytes, mediaType }
}
