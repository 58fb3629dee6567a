import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cheese } from '~/domain/cheese'
import { summariseDonations } from '~/domain/donations/summarise.server'
import { creatorPage } from '~/http/page.server'
import { At } from '~/ui/when'

const RANGES = [
  ['today', '오늘'],
  ['7d', '최근 7일'],
  ['30d', '최근 30일'],
  ['all', '전체'],
] as const

export const meta: MetaFunction = () => [{ title: '통계 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const summaries = await Promise.all(
      RANGES.map(async ([range, name]) => ({
        name,
        ...(await summariseDonations(viewer, undefined, range)),
      })),
    )
    return { summaries, asOf: new Date().toISOString() }
  })
}

export default function StatsPage() {
  const { summaries, asOf } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>통계</h1>
      {summaries.map(({ name, confirmed, occurred }) => (
        <section key={name} className="card">
          <h2>{name}</h2>
          <p className="big">{cheese(confirmed.sum)}</p>
          <p className="soft small">
            확인한 후원 {confirmed.count}건 · 확인을 기다리는 후원 {occurred.count}건은 빠져 있어요
          </p>
        </section>
      ))}
      <section className="stack-tight">
        <h2>왜 이 수치인가요?</h2>
        <p className="soft">
          확인된 후원의 금액만 더했어요. 하루는 한국 시각 자정에 시작하고, 최근 7일과 30일에는 오늘이
          들어가요. 확인 전이거나 제외·취소된 후원은 넣지 않아요
        </p>
        <p className="soft small">
          <At at={asOf} /> 기준
        </p>
      </section>
    </>
  )
}
