import type { ReactNode } from 'react'

type WrittenProps = { as?: 'p' | 'span' | 'blockquote'; className?: string; children: ReactNode }

/** What a person wrote: with their line breaks, and in the direction of their own script. */
export function Written({ as: Element = 'p', className = '', children }: WrittenProps) {
  return (
    <Element className={`overflow-clip whitespace-pre-wrap [unicode-bidi:plaintext] ${className}`}>
      {children}
    </Element>
  )
}
