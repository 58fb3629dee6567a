import type { ReactNode } from 'react'

type PageHeadProps = { back: string; backTo: string; title: string; children?: ReactNode }

/** The head of a page behind another: the way back, its name and what it is about. */
export function PageHead({ back, backTo, title, children }: PageHeadProps) {
  return (
    <div>
      <a className="link text-sm tap" href={backTo}>
        {back}
      </a>
      <h1>{title}</h1>
      {children && <p className="text-soft">{children}</p>}
    </div>
  )
}
