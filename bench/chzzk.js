import { setTimeout as wait } from 'node:timers/promises'
import { serve } from '../server.js'

/** The sandbox in a process of its own, which gives cheese as fast as its parent says. */
await serve()
process.send?.('open')
process.on('message', async ({ perSecond, seconds, channels, donors }) => {
  let sent = 0
  const began = performance.now()
  while (sent < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1_000) * perSecond))
    for (; sent < due; sent++) give(sent, channels, donors)
    await wait(5)
  }
  process.send?.({ sent, tookMs: performance.now() - began })
})

/** As the sandbox sends it from its live page; the text says when. */
function give(seq, channels, donors) {
  const at = new Date()
  const donor = { channelId: donors[(seq * 7) % donors.length], channelName: `팬 ${seq % donors.length}` }
  const channelId = channels[seq % channels.length]
  const text = `${seq} ${performance.timeOrigin + performance.now()}`
  const donation = { seq, channelId, donor, anonymous: false, amount: 1_000 + (seq % 100), text, at }
  globalThis.meltSandbox.events.emit('donated', donation)
}
