type ChannelLinkProps = { url: string; id?: string; label?: string }

/** A channel's address, ready to be copied. */
export function ChannelLink({ url, id = 'channel-link', label = '채널 주소' }: ChannelLinkProps) {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {label}
      </label>
      <input className="input select-all" id={id} type="text" value={url} readOnly data-copy="" />
      <p className="field-foot">길게 눌러 복사해서 방송 설명이나 커뮤니티에 붙여 넣어 보세요</p>
    </div>
  )
}
