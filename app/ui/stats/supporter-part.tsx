import type { ReactNode } from 'react'
import { TurnPage } from './turn-page'

type SupporterPartProps = {
  title: string
  none: string
  items: unknown[]
  nextCursor: string | null
  address: string
  search: string
  turn: string
  children: ReactNode
}

/** One of a supporter's lists. */
export function SupporterPart({
  title,
  none,
  items,
  nextCursor,
  address,
  search,
  turn,
  children,
}: SupporterPartProps) {
  return (
    <section className="stack-tight" id={turn}>
      <h2>{title}</h2>
      {items.length === 0 ? <p className="soft">{none}</p> : <ul className="stack">{children}</ul>}
      <TurnPage address={address} search={search} turn={turn} next={nextCursor} />
    </section>
  )
}
