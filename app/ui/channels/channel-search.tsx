import { MAX_QUERY } from '~/domain/channels/input'
import { Empty } from '../empty'
import { ChannelsIcon } from '../icons'
import { ChannelList } from './channel-list'
import type { ChannelShown } from './channel-row'

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
    <search className="stack">
      <form className="line" action={action} method="get">
        <input
          className="input"
          type="search"
          name="query"
          defaultValue={query}
          maxLength={MAX_QUERY}
          placeholder="채널 이름 또는 치지직 주소"
          aria-label="채널 이름이나 치지직 주소로 찾기"
          enterKeyHint="search"
        />
        <button className="button button-quiet" type="submit">
          찾기
        </button>
      </form>
      {found && found.length > 0 && <ChannelList channels={found} toDonate={toDonate} />}
      {found?.length === 0 && (
        <Empty icon={<ChannelsIcon />} title="찾는 채널이 없어요">
          <p className="soft">이름을 조금만 적어 보거나, 치지직 채널 주소를 그대로 붙여 넣어 보세요</p>
        </Empty>
      )}
    </search>
  )
}
