import type { ReactNode } from 'react'
import { NO_TEXT } from '~/copy/ko/letters'
import { Face } from '../face'

type QuotedProps = {
  name: string
  under: ReactNode
  text: string | null
  gone?: string
  children?: ReactNode
  /** Of its heading: under a list's name, or alone on a page. */
  level?: 2 | 3
}

/** Somebody's message outside the feed, with who wrote it and what is to be done about it. */
export function Quoted({
  name,
  under,
  text,
  gone = '글쓴이가 지운 글이에요',
  children,
  level = 2,
}: QuotedProps) {
  const Name = level === 2 ? 'h2' : 'h3'
  return (
    <article className="claim">
      <div className="flex min-w-0 items-center gap-2">
        <Face name={name} />
        <div className="row-body">
          <Name className="min-w-0 truncate">{name}</Name>
          <div className="text-sm text-soft">{under}</div>
        </div>
      </div>
      <p className={text ? 'claim-text' : 'claim-text text-soft'}>{text === '' ? NO_TEXT : (text ?? gone)}</p>
      {children}
    </article>
  )
}
