type TurnPageProps = { address: string; search: string; turn: string; next: string | null }

/** Turns one of several lists of a page; the others stay where they are. */
export function TurnPage({ address, search, turn, next }: TurnPageProps) {
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
        <a className="button button-quiet wide" href={to(next)}>
          더 보기
        </a>
      )}
      {turned && (
        <a className="link small tap self-start" href={to(null)}>
          처음부터 보기
        </a>
      )}
    </>
  )
}
