import type { ReactNode } from 'react'

/** A few numbers with their names. */
export function Figures({ figures }: { figures: { name: string; value: string }[] }) {
  return (
    <FigureGrid>
      {figures.map(({ name, value }) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </FigureGrid>
  )
}

/** Two beside each other where a million cheese fits in one line, else one below the other. */
export function FigureGrid({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,9.25rem),1fr))] gap-2">{children}</dl>
}

/** The one number that a card is about. */
export function BigFigure({ children }: { children: ReactNode }) {
  return <p className="text-3xl leading-[1.2] font-extrabold tracking-[-0.02em] tabular-nums">{children}</p>
}

/** Names beside what stands for them: `dt` and `dd` in turn. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[fit-content(50%)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-md [&_dt]:text-soft">
      {children}
    </dl>
  )
}
