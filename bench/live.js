import { setTimeout as wait } from 'node:timers/promises'
import { launchMelt } from '../tools/melt-process.js'
import { post } from './busy.js'
import { cpuMs, maxOpenFiles, residentMegabytes } from './process.js'
import { openStreams } from './stream-clients.js'
import { besideGoal, median, ms, percentile, printTable, rounded } from './table.js'

const OTHER_FILES = 500
const FEW = 200

/**
 * What open pages cost that only listen, what a message to half of them costs, and how soon it reaches them, in a Melt of
 * its own: from the moment its creator sends it, so the act itself is part of the time.
 *
 * @param {{ variables: Record<string, string>, channels: Record<string, { chzzkChannelId: string, cookie: string }>,
 *   streams: number, samples: number }} scene
 */
export async function measureLive({ variables, channels, streams, samples }) {
  const { big, small } = channels
  const melt = await launchMelt({ ...variables, MELT_RATE_LIMITS: 'off' })
  await melt.opened()
  const open = (channel, count) => openStreams(melt.url, [channel.chzzkChannelId], count)
  try {
    const most = Math.min(streams, maxOpenFiles(melt.pid) - OTHER_FILES)
    await open(big, Math.min(FEW, most)).then(({ close }) => close())
    await wait(2_000)
    const alone = median(await costsOf(melt, big, samples))
    const before = residentMegabytes(melt.pid)
    const [half, rest] = [await open(big, most >> 1), await open(small, most - (most >> 1))]
    await wait(3_000)
    const resident = residentMegabytes(melt.pid)
    const heard = []
    const each = await costsOf(melt, big, samples, async (id, began) => {
      for (const at of await half.arrivals(id)) heard.push(at - began)
    })
    const perStreamMs = (median(each) - alone) / (most >> 1)
    half.close()
    rest.close()
    await wait(2_000)
    const few = await timesToArrive(melt, big, await open(big, Math.min(FEW, most)), samples)
    const [all, some] = [most, most >> 1].map((count) => count.toLocaleString('en'))
    printTable(
      'Live updates',
      ['what', 'figure'],
      [
        [`resident memory of Melt with ${all} idle streams`, besideGoal(resident, '≤', 350, ' MB')],
        ['of it before they opened', `${rounded(before)} MB`],
        ['a stream', `${rounded(((resident - before) * 1024) / most)} KB`],
        [`CPU of a message to ${some} streams, each`, besideGoal(perStreamMs, '≤', 0.03, ' ms')],
        [`message sent → received on ${some} streams, p95 of ${heard.length}`, ms(percentile(heard, 95))],
        [`message sent → received on ${FEW} streams, p50 of ${few.length}`, ms(percentile(few, 50))],
        ['the same, p95', besideGoal(percentile(few, 95), '≤', 300, ' ms')],
        ['the same, slowest', ms(percentile(few, 100))],
      ],
    )
  } finally {
    await melt.end()
  }
}

/** CPU of the process for each message from its sending until a moment after it arrived. */
async function costsOf({ pid, url }, channel, samples, arrived = async (_id, _began) => undefined) {
  const costs = []
  for (let sample = -3; sample < Math.min(samples, 20); sample++) {
    const [began, before] = [performance.timeOrigin + performance.now(), cpuMs([pid])]
    const id = await post(url, channel)
    await arrived(id, began)
    await wait(500)
    if (sample >= 0) costs.push(cpuMs([pid]) - before)
  }
  return costs
}

async function timesToArrive({ url }, channel, streams, samples) {
  const took = []
  for (let sample = -5; sample < samples; sample++) {
    const began = performance.timeOrigin + performance.now()
    const times = await streams.arrivals(await post(url, channel))
    if (sample >= 0) took.push(...times.map((at) => at - began))
  }
  streams.close()
  return took
}
