import type { ReactNode } from 'react'
import { Face } from '../face'
import { MessageText, Written } from '../message'

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
export function Quoted(props: QuotedProps) {
  const { name, under, text, gone = '글쓴이가 지운 글이에요', children, level = 2 } = props
  const Name = level === 2 ? 'h2' : 'h3'
  return (
    <article className="card">
      <div className="line">
        <Face name={name} />
        <div className="row-body">
          <Name className="min-w-0 truncate">{name}</Name>
          <div className="note">{under}</div>
        </div>
      </div>
      <MessageText text={text} gone={gone} />
      {children}
    </article>
  )
}

/** What its author says against the hiding, within the quoted message. */
export function ObjectionText({ children }: { children: string }) {
  return (
    <Written as="blockquote" className="rounded-2xl rounded-tl-sm bg-ground px-3.5 py-2.5">
      {children}
    </Written>
  )
}
