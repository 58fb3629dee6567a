import sharp from 'sharp'

/** Sounds as short as they can be, whose bytes say what they are. */
export const mp3 = (tail = '') => {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413)])
  return Buffer.concat([frame, frame, frame, Buffer.from(tail)])
}
/** The same behind a tag with a title, which is as long as it says. */
export const taggedMp3 = (title: string) => {
  const words = Buffer.concat([Buffer.from(title), Buffer.alloc(30)])
  const size = Buffer.from([0, 0, words.length >> 7, words.length & 0x7f])
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), size, words, mp3()])
}
export const wav = (samples = 100) => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples * 2, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(16_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples * 2, 40)
  return Buffer.concat([head, Buffer.alloc(samples * 2)])
}
export const flac = () => Buffer.concat([Buffer.from('fLaC\0\0\0\x22', 'latin1'), Buffer.alloc(100)])
export const ogg = () => {
  const page = Buffer.alloc(27)
  page.write('OggS')
  page[26] = 1
  return Buffer.concat([page, Buffer.from([30]), Buffer.from('\x01vorbis', 'latin1'), Buffer.alloc(60)])
}

const box = (name: string, ...parts: (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(name, 4)
  return Buffer.concat([head, content])
}
const track = (kind: string) =>
  box(
    'trak',
    box('tkhd', Buffer.alloc(20)),
    box('mdia', box('hdlr', Buffer.alloc(8), kind, Buffer.alloc(12))),
  )
export const mp4 = (brand: string, ...tracks: string[]) =>
  Buffer.concat([
    box('ftyp', brand, Buffer.alloc(4), brand),
    box('moov', box('mvhd', Buffer.alloc(20)), ...tracks.map(track)),
    box('mdat', Buffer.alloc(64)),
  ])

type Drawn = { width?: number; height?: number; type?: 'jpeg' | 'png' | 'webp' | 'gif' }

/** A picture of one colour; as JPEG with what a camera would write into it. */
export function picture({ width = 40, height = 20, type = 'jpeg' }: Drawn = {}) {
  const image = sharp({ create: { width, height, channels: 3, background: '#2a9d6f' } })
  const taken = image.withExif({
    IFD0: { Make: 'MELTCAM', Copyright: '어느 집 주소' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 33/1 59/1' },
  })
  return (type === 'jpeg' ? taken.withMetadata({ orientation: 6 }) : image)[type]().toBuffer()
}

/** Whether anything was drawn while this ran; looking at a picture's head draws nothing. */
export async function drew(act: () => Promise<unknown>): Promise<boolean> {
  let drawn = false
  const note = () => {
    drawn = true
  }
  sharp.queue.on('change', note)
  await act().finally(() => sharp.queue.off('change', note))
  return drawn
}
