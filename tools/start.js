import { buildIfStale } from './build.js'

/** `npm start` on a machine of one's own: without CHZZK credentials it plays with the sandbox. */
const dev = process.argv.includes('--dev')
process.env.NODE_ENV ??= dev ? 'development' : 'production'
const isChzzkChosen = process.env.CHZZK_SANDBOX !== undefined || process.env.CHZZK_CLIENT_ID
if (!isChzzkChosen && !process.env.DATABASE_URL) process.env.CHZZK_SANDBOX = '1'
if (!dev) buildIfStale()

const { serve, closeOnSignal } = await import('../server.js')
await closeOnSignal(serve({ dev }))
console.log(`\nMelt is at ${process.env.PUBLIC_URL ?? `http://localhost:${process.env.PORT ?? 3000}`}`)
if (process.env.CHZZK_SANDBOX === '1')
  console.log('연습 모드: log in as 밤비노래방 (the streamer) or another of the demo people\n')
