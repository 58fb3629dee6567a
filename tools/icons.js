import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'

/** `npm run icons`: draws what browsers take only as pixels from public/icon.svg, the interface's icons and docs/pictures. */
const FOLDER = 'public/icons'
const SHORTCUTS = { confirm: 'CheckIcon', inbox: 'InboxIcon', letters: 'LetterIcon' }
const SCREENSHOTS = { feed: 'channel-phone-dark', confirm: 'confirm-phone-dark' }
/** The band of the sandbox, which no installed Melt shows. */
const BAND_HEIGHT = 36
const SCREEN = { width: 390, height: 844 }

const round = readFileSync('public/icon.svg', 'utf8')
/** Systems cut their own corners; the mark stays within the circle that all of them leave. */
const square = round.replace(' rx="12"', '')
if (square === round) throw new Error('public/icon.svg has no corners to square')
const drawings = readFileSync('app/ui/icons.tsx', 'utf8')

mkdirSync(FOLDER, { recursive: true })
for (const size of [192, 512]) await write(`${FOLDER}/melt-${size}.png`, await draw(round, size))
await write(`${FOLDER}/maskable-512.png`, await draw(square, 512))
await write('public/apple-touch-icon.png', await draw(square, 180))
for (const [name, icon] of Object.entries(SHORTCUTS))
  await write(`${FOLDER}/${name}-96.png`, await draw(shortcut(icon), 96))
for (const [name, picture] of Object.entries(SCREENSHOTS))
  await write(`${FOLDER}/screenshot-${name}.png`, await withoutBand(`docs/pictures/${picture}.png`))
const sizes = [16, 32, 48]
await write(
  'public/favicon.ico',
  toIco(await Promise.all(sizes.map(async (size) => ({ size, png: await draw(round, size) })))),
)

async function write(file, bytes) {
  writeFileSync(file, bytes)
  console.log(`${file}  ${bytes.length} bytes`)
}

function draw(svg, size) {
  const sized = svg.replace('<svg ', `<svg width="${size}" height="${size}" `)
  return sharp(Buffer.from(sized)).resize(size, size).png({ compressionLevel: 9, palette: true }).toBuffer()
}

/** An icon of the interface in the colours of Melt's own. */
function shortcut(name) {
  const [, path] = new RegExp(`${name} = icon\\(\\s*'([^']+)'`).exec(drawings) ?? []
  if (!path) throw new Error(`app/ui/icons.tsx has no ${name}`)
  const pen = 'fill="none" stroke="#00ffa3" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="24" fill="#141517"/><path transform="translate(9 9) scale(1.25)" ${pen} d="${path}"/></svg>`
}

function withoutBand(file) {
  const { width, height } = SCREEN
  return sharp(file)
    .extract({ left: 0, top: BAND_HEIGHT, width, height: height - BAND_HEIGHT })
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/** A directory of PNGs, which every browser of the last ten years takes. */
function toIco(images) {
  const head = Buffer.alloc(6 + 16 * images.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(images.length, 4)
  let offset = head.length
  for (const [at, { size, png }] of images.entries()) {
    const entry = 6 + 16 * at
    head.writeUInt8(size, entry)
    head.writeUInt8(size, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...images.map(({ png }) => png)])
}
