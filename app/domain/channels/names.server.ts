import { db } from '~/db/client.server'

/** Channels' names by their CHZZK ids. */
export async function channelNames(chzzkChannelIds: string[]): Promise<Record<string, string>> {
  if (chzzkChannelIds.length === 0) return {}
  const channels = await db.channel.findMany({
    where: { chzzkChannelId: { in: [...new Set(chzzkChannelIds)] } },
    select: { chzzkChannelId: true, name: true },
  })
  return Object.fromEntries(channels.map(({ chzzkChannelId, name }) => [chzzkChannelId, name]))
}
