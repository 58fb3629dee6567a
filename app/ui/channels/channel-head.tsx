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
