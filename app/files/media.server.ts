import sharp, { type Sharp } from 'sharp'
import { type AudioType, kindOf } from './kind.server'
import { oneAtATime } from './queue'

/** Why a file cannot be kept: of a kind that Melt does not show, not readable to its end, or too much of it. */
export type Unusable = 'unknown' | 'broken' | 'too_large'

const MAX_PIXELS = 50_000_000
const LONGEST_SIDE = 2_048
const LONGEST_SECONDS = 20
const QUALITY = 82

export type Picture = { bytes: Buffer; mediaType: 'image/webp'; width: number; height: number }

// Of all that libvips reads, only what browsers send as pictures: the rest is a way in for what nobody needs here.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif'],
})
sharp.cache(false)
sharp.concurrency(1)

/** Draws a picture anew, upright and without anything that its camera wrote into it; a moving one is its first moment. */
export const toPicture = (bytes: Uint8Array) =>
  redraw(bytes, (image) =>
    image.resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true }),
  )

/** The same as a square of so many pixels, cut from its middle. */
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

/** A sound as it came, under the type that its bytes have. */
export async function toSound(bytes: Uint8Array): Promise<Sound | Unusable> {
  if (bytes.byteLength > MAX_SOUND_BYTES) return 'too_large'
  const mediaType = await kindOf(bytes)
  return mediaType === null || mediaType === 'picture' ? 'unknown' : { bytes, mediaType }
}
