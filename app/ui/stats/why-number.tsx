import { type ExplainQuery, paths } from '~/http/paths'

type WhyNumberProps = { value: number; why: ExplainQuery }

/** A number that leads to what it is made of. */
export function WhyNumber({ value, why }: WhyNumberProps) {
  return (
    <a className="why-number num" href={paths.explain(why)}>
      {value.toLocaleString('ko-KR')}
    </a>
  )
}
