import type { ReactNode } from 'react'

type PointProps = { icon: ReactNode; title: string; soon?: boolean; children: ReactNode }

/** One thing Melt does; what is not open yet says so. */
export function Point({ icon, title, soon = false, children }: PointProps) {
  return (
    <li className="point">
      {icon}
      <h3>
        {title} {soon && <span className="tag tag-plain">곧 열려요</span>}
      </h3>
      <p>{children}</p>
    </li>
  )
}
