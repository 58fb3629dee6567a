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
