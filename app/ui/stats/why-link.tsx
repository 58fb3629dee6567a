import { type ExplainQuery, paths } from '~/http/paths'

type WhyLinkProps = { of: string; why: ExplainQuery; whole?: boolean }

/** "왜 이 수치인가요?"; `whole` makes what it stands in lead there too. */
export function WhyLink({ of, why, whole = false }: WhyLinkProps) {
  return (
    <a className={whole ? 'why whole' : 'why tap'} href={paths.explain(why)}>
      <span className="sr-only">{of}, </span>왜 이 수치인가요?
    </a>
  )
}
