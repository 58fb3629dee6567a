import { timestampCopy } from '~/copy/ko/dates'

/** A time that the script makes "3분 전", and "2026. 11. 21. 22:15" (KST) behind a tap. */
export function When({ at }: { at: string }) {
  return (
    <details className="inline-flex gap-1.5">
      <summary className="-my-3 flex min-h-11 items-center">
        <Ago at={at} />
      </summary>
      {timestampCopy(at)}
    </details>
  )
}

/** The same inside something that is tapped itself. A page never depends on the moment it is drawn. */
export function Ago({ at }: { at: string }) {
  return (
    <time dateTime={at} data-ago="">
      {timestampCopy(at)}
    </time>
  )
}

/** "2026. 11. 21. 22:15" in KST. */
export function At({ at }: { at: string }) {
  return <time dateTime={at}>{timestampCopy(at)}</time>
}
