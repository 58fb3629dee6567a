import { Face } from '../face'
import { NextIcon } from '../icons'

export type ChannelShown = { chzzkChannelId: string; name: string; isOpen: boolean; followedByMe: boolean }

type ChannelRowProps = { channel: ChannelShown; to: string }

/** A channel in a list, the whole of it a link. */
export function ChannelRow({ channel: { chzzkChannelId, name, isOpen, followedByMe }, to }: ChannelRowProps) {
  return (
    <li>
      <a className="row" href={to}>
        <Face name={name} id={chzzkChannelId} />
        <span className="row-body">
          <span className="ellipsis font-semibold">{name}</span>
          {!isOpen && <span className="small soft">아직 멜트에 열리지 않았어요</span>}
          {isOpen && followedByMe && <span className="small soft">즐겨찾기</span>}
        </span>
        <NextIcon />
      </a>
    </li>
  )
}
