import type { ReactNode } from 'react'
import { Face } from '../face'

type ChannelHeadProps = {
  name: string
  chzzkChannelId: string
  title: string
  level?: 1 | 2
  children?: ReactNode
}

/** Whose pages these are. */
export function ChannelHead({ name, chzzkChannelId, title, level = 1, children }: ChannelHeadProps) {
  const Title = level === 1 ? 'h1' : 'h2'
  return (
    <header className="channel-head">
      <Face name={name} id={chzzkChannelId} large />
      <div className="min-w-0 flex-1">
        <Title className="channel-name">{title}</Title>
        {children}
      </div>
    </header>
  )
}

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
