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

type MoreProps = { address: string; cursor: string | null; shown: number }

/** The way to the next page of a list, or the word that it ends here. */
export function More({ address, cursor, shown }: MoreProps) {
  if (cursor) {
    return (
      <a
        className="button button-quiet w-full"
        href={`${address}${address.includes('?') ? '&' : '?'}cursor=${cursor}`}
      >
        더 보기
      </a>
    )
  }
  return shown > 0 ? <p className="py-2 text-center note">여기까지예요</p> : null
}
