import { ChannelList } from './channel-list'
import type { ChannelShown } from './channel-row'

type NewestChannelsProps = { channels: ChannelShown[]; toDonate?: boolean }

/** A way in for whoever follows nobody yet. */
export function NewestChannels({ channels, toDonate }: NewestChannelsProps) {
  if (channels.length === 0) return null
  return (
    <section className="stack-tight">
      <h2>새로 열린 채널</h2>
      <ChannelList channels={channels} toDonate={toDonate} />
    </section>
  )
}
