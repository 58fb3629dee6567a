import type { ReactNode } from 'react'

const MARK = 'after:size-1.5 after:-translate-y-0.5 after:rotate-45 after:border-r-2 after:border-b-2'
const TURNED = 'group-open:after:translate-y-px group-open:after:rotate-225'

type DisclosureProps = { label: ReactNode; open?: boolean; children: ReactNode }

/** Its label opens what few people need, such as the table of a chart. */
export function Disclosure({ label, open, children }: DisclosureProps) {
  return (
    <details className="group" open={open}>
      <summary
        className={`tap gap-2 text-sm font-semibold underline underline-offset-[0.2em] ${MARK} ${TURNED}`}
      >
        {label}
      </summary>
      {children}
    </details>
  )
}
