import type { ReactNode } from 'react'
import { Face } from '../face'

type ChannelHeadProps = { name: string; chzzkChannelId: string; title: string; children?: ReactNode }

/** Whose pages these are. */
export function ChannelHead({ name, chzzkChannelId, title, children }: ChannelHeadProps) {
  return (
    <header className="channel-head">
      <Face name={name} id={chzzkChannelId} large />
      <div className="min-w-0 flex-1">
        <h1 className="channel-name">{title}</h1>
        {children}
      </div>
    </header>
  )
}
