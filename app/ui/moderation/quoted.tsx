import type { ReactNode } from 'react'
import { Face } from '../face'

type QuotedProps = {
  name: string
  under: ReactNode
  text: string | null
  gone?: string
  children?: ReactNode
}

/** Somebody's message outside the feed, with who wrote it and what is to be done about it. */
export function Quoted({ name, under, text, gone = '작성자가 거둔 글이에요', children }: QuotedProps) {
  return (
    <article className="claim">
      <div className="line">
        <Face name={name} />
        <div className="row-body">
          <h3 className="ellipsis">{name}</h3>
          <div className="small soft">{under}</div>
        </div>
      </div>
      <p className={text ? 'claim-text' : 'claim-text soft'}>{text || gone}</p>
      {children}
    </article>
  )
}
