import { paths } from '~/http/paths'
import { ChannelRow, type ChannelShown } from './channel-row'

type ChannelListProps = { channels: ChannelShown[]; toDonate?: boolean }

export function ChannelList({ channels, toDonate = false }: ChannelListProps) {
  return (
    <ul className="rows">
      {channels.map((channel) => (
        <ChannelRow
          key={channel.chzzkChannelId}
          channel={channel}
          to={toDonate ? paths.donate(channel.chzzkChannelId) : paths.channel(channel.chzzkChannelId)}
        />
      ))}
    </ul>
  )
}
