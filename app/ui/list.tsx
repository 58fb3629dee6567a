import type { ReactNode } from 'react'

type EmptyProps = { icon: ReactNode; title: string; children?: ReactNode }

/** Says kindly that there is nothing yet, and what to do. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div className="empty">
      {icon}
      <p className="font-semibold">{title}</p>
      {children}
    </div>
  )
}

type MoreProps = { address: string; cursor: string | null; shown: number; part?: string; isFirst?: boolean }

/** The way to the next page of a list, or the word that it ends here, and from a later page the way back; `part` is the page's part that the list is. */
export function More({ address, cursor, shown, part, isFirst = true }: MoreProps) {
  const place = part ? `#${part}` : ''
  return (
    <>
      {cursor && (
        <a
          className="button button-quiet w-full"
          href={`${address}${address.includes('?') ? '&' : '?'}cursor=${cursor}${place}`}
        >
          더 보기
        </a>
      )}
      {!cursor && shown > 0 && <p className="py-2 text-center note">여기까지예요</p>}
      {!isFirst && (
        <a className="link tap self-start" href={address + place}>
          처음으로
        </a>
      )}
    </>
  )
}
