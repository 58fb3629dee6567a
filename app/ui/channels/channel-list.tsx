import { MAX_QUERY } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { Face } from '../face'
import { SearchForm } from '../form/search-form'
import { ChannelsIcon, NextIcon } from '../icons'
import { Empty } from '../list'

export type ChannelShown = { chzzkChannelId: string; name: string; isOpen: boolean; followedByMe: boolean }

type ChannelRowProps = { channel: ChannelShown; to: string }

/** A channel in a list, the whole of it a link. */
function ChannelRow({ channel: { chzzkChannelId, name, isOpen, followedByMe }, to }: ChannelRowProps) {
  return (
    <li>
      <a className="row" href={to}>
        <Face name={name} id={chzzkChannelId} />
        <span className="row-body">
          <span className="min-w-0 truncate font-semibold">{name}</span>
          {!isOpen && <span className="note">아직 멜트에 열리지 않았어요</span>}
          {isOpen && followedByMe && <span className="note">즐겨찾기</span>}
        </span>
        <NextIcon />
      </a>
    </li>
  )
}

type ChannelListProps = { channels: ChannelShown[]; toDonate?: boolean }

export function ChannelList({ channels, toDonate = false }: ChannelListProps) {
  return (
    <ul className="flex flex-col">
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

type NewestChannelsProps = { channels: ChannelShown[]; toDonate?: boolean }

/** A way in for whoever follows nobody yet. */
export function NewestChannels({ channels, toDonate }: NewestChannelsProps) {
  if (channels.length === 0) return null
  return (
    <section className="flex flex-col gap-2">
      <h2>새로 열린 채널</h2>
      <ChannelList channels={channels} toDonate={toDonate} />
    </section>
  )
}

type ChannelSearchProps = {
  action: string
  query: string
  /** Null before anything was searched for. */
  found: ChannelShown[] | null
  toDonate?: boolean
}

/** Looks for open channels by name, on the page itself; a pasted address leads to its channel. */
export function ChannelSearch({ action, query, found, toDonate }: ChannelSearchProps) {
  return (
    <search className="flex flex-col gap-4">
      <SearchForm
        action={action}
        query={query}
        most={MAX_QUERY}
        label="채널 이름이나 치지직 주소로 찾기"
        placeholder="채널 이름 또는 치지직 주소"
      />
      {found && found.length > 0 && <ChannelList channels={found} toDonate={toDonate} />}
      {found?.length === 0 && (
        <Empty icon={<ChannelsIcon />} title="찾는 채널이 없어요">
          <p className="text-soft">이름을 조금만 적어 보거나, 치지직 채널 주소를 그대로 붙여 넣어 보세요</p>
        </Empty>
      )}
    </search>
  )
}
