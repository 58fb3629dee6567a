import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type Picture, toPicture, toSquare } from '~/files/media.server'
import { drew, mp3, picture } from '../support/media'

const drawn = async (bytes: Uint8Array): Promise<Picture> => {
  const made = await toPicture(bytes)
  if (typeof made === 'string') throw new Error(made)
  return made
}

describe('A picture', () => {
  test('of a camera is drawn upright and keeps nothing of where and with what it was taken', async () => {
    const taken = await picture({ width: 40, height: 20 })
    expect((await sharp(taken).metadata()).exif?.toString('latin1')).toContain('MELTCAM')
    const made = await drawn(taken)
    expect(made).toMatchObject({ mediaType: 'image/webp', width: 20, height: 40 })
    expect(made.bytes.toString('latin1')).not.toMatch(/MELTCAM|EXIF|GPS|XMP|ICCP/)
    const { exif, icc, xmp, iptc, orientation, comments } = await sharp(made.bytes).metadata()
    expect([exif, icc, xmp, iptc, orientation, comments]).toEqual(Array(6).fill(undefined))
  })

  test.each([['jpeg'], ['png'], ['webp'], ['gif']] as const)('of kind %s becomes webp', async (type) => {
    expect((await drawn(await picture({ type }))).bytes.subarray(8, 12).toString()).toBe('WEBP')
  })

  test('is at most 2,048 pixels wide or high and never made larger', async () => {
    expect(await drawn(await picture({ width: 5_000, height: 100, type: 'png' }))).toMatchObject({
      width: 2_048,
      height: 41,
    })
    expect(await drawn(await picture({ width: 3, height: 2, type: 'png' }))).toMatchObject({
      width: 3,
      height: 2,
    })
  })

  test('that moves is its first moment', async () => {
    const moments = await Promise.all(
      ['red', 'blue', 'green'].map((background) =>
        sharp({ create: { width: 8, height: 8, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    )
    const moving = await sharp(moments, { join: { animated: true } })
      .gif()
      .toBuffer()
    const still = await drawn(moving)
    expect(still).toMatchObject({ width: 8, height: 8 })
    expect((await sharp(still.bytes).metadata()).pages ?? 1).toBe(1)
  })

  test('becomes a square of any side, from its middle', async () => {
    expect(await toSquare(await picture({ width: 400, height: 90, type: 'png' }), 64)).toMatchObject({
      width: 64,
      height: 64,
    })
    expect(await toSquare(await picture({ width: 4, height: 9, type: 'png' }), 64)).toMatchObject({
      width: 64,
      height: 64,
    })
  })
})

const jpeg = await picture({ width: 200, height: 200 })
const png = await picture({ width: 300, height: 300, type: 'png' })
const tiff = await sharp(png).tiff().toBuffer()
const html = '<html><script>alert(document.cookie)</script></html>'
/** A PNG whose head says that it is this large. */
const claiming = (width: number, height: number) => {
  const lying = Buffer.from(png)
  lying.writeUInt32BE(width, 16)
  lying.writeUInt32BE(height, 20)
  const crc = crc32(lying.subarray(12, 29))
  lying.writeUInt32BE(crc, 29)
  return lying
}
function crc32(bytes: Uint8Array) {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}

describe('What is no picture', () => {
  test.each<[string, Uint8Array, string]>([
    ['nothing', Buffer.alloc(0), 'unknown'],
    ['a web page', Buffer.from(html), 'unknown'],
    [
      'an SVG',
      Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>`),
      'unknown',
    ],
    ['a sound', mp3(), 'unknown'],
    ['a zip', Buffer.from('PK\x03\x04\x14\0\0\0\x08\0', 'latin1'), 'unknown'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'unknown'],
    ['a TIFF', tiff, 'unknown'],
    ['an AVIF', Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'latin1'), 'unknown'],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), 'broken'],
    ['half a PNG', png.subarray(0, png.length / 2), 'broken'],
    ['the head of a PNG', png.subarray(0, 60), 'broken'],
    [
      'a JPEG’s first bytes before a web page',
      Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(html)]),
      'broken',
    ],
    ['a PNG that says it is 60,000 pixels wide and high', claiming(60_000, 60_000), 'too_large'],
    ['a PNG that says it is two billion pixels wide', claiming(2_000_000_000, 1), 'broken'],
  ])('%s is not kept', async (_, bytes, why) => {
    expect(await toPicture(bytes)).toBe(why)
  })

  test('a bomb of 200 million pixels in a small file is refused before it is unpacked', async () => {
    const bomb = await sharp({ create: { width: 14_200, height: 14_200, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(bomb.length).toBeLessThan(2_000_000)
    expect(await drew(async () => expect(await toPicture(bomb)).toBe('too_large'))).toBe(false)
    expect(await drew(() => toPicture(jpeg))).toBe(true)
  })

  test('a page, an archive or a script behind a picture is left behind', async () => {
    for (const tail of [html, 'PK\x05\x06', '<?php system($_GET[0]); ?>'])
      expect((await drawn(Buffer.concat([jpeg, Buffer.from(tail)]))).bytes.toString('latin1')).not.toContain(
        tail,
      )
  })
})
