import type { ReactNode } from 'react'

type PillsProps<Value extends string> = {
  label: string
  options: readonly (readonly [Value, ReactNode])[]
  /** Null where the page shows none of them. */
  value: Value | null
  hrefOf: (value: Value) => string
}

/** The ways to see a page, by period or kind, each an address of its own. */
export function Pills<Value extends string>({ label, options, value, hrefOf }: PillsProps<Value>) {
  return (
    <nav className="flex flex-wrap" aria-label={label}>
      {options.map(([option, name]) => (
        <a
          key={option}
          className="pill"
          href={hrefOf(option)}
          aria-current={option === value ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  )
}
