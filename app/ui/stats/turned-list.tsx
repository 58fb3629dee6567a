import type { ReactNode } from 'react'

type TurnedListProps = {
  title: string
  none: string
  items: unknown[]
  nextCursor: string | null
  address: string
  search: string
  turn: string
  className?: string
  children: ReactNode
}

/** One of several lists of a page, each with pages of its own. */
export function TurnedList(props: TurnedListProps) {
  const { title, none, items, nextCursor, address, search, turn, children } = props
  return (
    <section className="flex flex-col gap-2" id={turn}>
      <h2>{title}</h2>
      {items.length === 0 ? (
        <p className="text-soft">{nextCursor ? '여기까지는 없어요. 더 이전 것을 볼 수 있어요' : none}</p>
      ) : (
        <ul className={props.className ?? 'flex flex-col gap-4'}>{children}</ul>
      )}
      <TurnPage address={address} search={search} turn={turn} next={nextCursor} />
    </section>
  )
}

type TurnPageProps = { address: string; search: string; turn: string; next: string | null }

/** Pages through this list, while the others stay. */
function TurnPage({ address, search, turn, next }: TurnPageProps) {
  const asked = new URLSearchParams(search)
  const turned = asked.has(turn)
  const to = (cursor: string | null) => {
    const query = new URLSearchParams(asked)
    if (cursor) query.set(turn, cursor)
    else query.delete(turn)
    return `${address}?${query}#${turn}`
  }
  return (
    <>
      {next && (
        <a className="button button-quiet w-full" href={to(next)}>
          더 보기
        </a>
      )}
      {turned && (
        <a className="link-small self-start" href={to(null)}>
          처음부터 보기
        </a>
      )}
    </>
  )
}
