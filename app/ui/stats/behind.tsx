import type { ReactNode } from 'react'

type BehindProps = { caption: string; children: ReactNode }

/** The table behind a picture, for whoever reads figures better than pictures. */
export function Behind({ caption, children }: BehindProps) {
  return (
    <details className="behind">
      <summary className="tap small">표로 보기</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard scrolls what it can stand on. */}
      <section className="behind-table" aria-label={caption} tabIndex={0}>
        <table className="history">
          <caption className="sr-only">{caption}</caption>
          {children}
        </table>
      </section>
    </details>
  )
}
