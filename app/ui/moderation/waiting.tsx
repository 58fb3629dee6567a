import { type ReactNode, useId } from 'react'

type WaitingProps = { title: string; count: number; children: ReactNode }

/** A list with its name and how many wait in it; where there is nothing, nothing. */
export function Waiting({ title, count, children }: WaitingProps) {
  const id = useId()
  if (count === 0) return null
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span className="num">{count}건</span>
      </h2>
      <ul className="stack">{children}</ul>
    </section>
  )
}
