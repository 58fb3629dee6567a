import { DECIDE } from '~/copy/ko/statement-lines'
import { progressCopy } from '~/copy/ko/statement-pages'
import { paths } from '~/http/paths'

type DecideProgressProps = { asked: { count: number; open: number }; isOpen: boolean }

/** "12 / 37": which of the lines that are asked about this one is, or how many have an answer. */
export function DecideProgress({ asked: { count, open }, isOpen }: DecideProgressProps) {
  const answered = count - open
  const shown = Math.min(count, answered + (isOpen ? 1 : 0))
  return (
    <div className="flex flex-col gap-1">
      <p className="line justify-between note">
        {DECIDE.counted}
        <strong className="num text-text">{progressCopy(shown, count)}</strong>
      </p>
      <progress value={answered} max={Math.max(1, count)} aria-label={DECIDE.counted} />
    </div>
  )
}

type DecideWaysProps = { id: string; previous: number | null; next: number | null }

/** Back to the line before, and past this one for now. */
export function DecideWays({ id, previous, next }: DecideWaysProps) {
  return (
    <div className="line justify-between">
      {previous === null ? (
        <span />
      ) : (
        <a className="link-small" href={paths.decide(id, previous)}>
          {DECIDE.previous}
        </a>
      )}
      {next !== null && (
        <a className="link-small" href={paths.decide(id, next)}>
          {DECIDE.skip}
        </a>
      )}
    </div>
  )
}
