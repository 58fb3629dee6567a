import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { kstDayOf } from '~/domain/core/kst'
import { getDailyTotal } from '~/domain/donations/daily-total.server'
import { dailyTotalQuery } from '~/domain/donations/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { DayDifference, DayForms } from '~/ui/donations/daily-total'
import { UnconfirmedRow } from '~/ui/donations/donation-row'
import { More } from '~/ui/list'
import { PageHead } from '~/ui/page'

const asked = dailyTotalQuery.partial({ date: true })

export const meta: MetaFunction = () => [{ title: '하루 합계 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const today = kstDayOf(new Date())
    const { date = today, cursor } = parseSearch(asked, args.request)
    return { ...(await getDailyTotal(viewer, date, cursor)), today }
  })
}

export default function DayPage() {
  const day = useLoaderData<typeof loader>()
  const { date, today, enteredTotal, confirmedTotal, difference, unconfirmed } = day
  return (
    <>
      <PageHead back="후원 확인으로 돌아가기" backTo={paths.confirm} title="하루 합계">
        치지직에서 본 하루 합계를 적으면, 아직 확인되지 않은 치즈를 찾아 드려요
      </PageHead>
      <DayForms date={date} today={today} enteredTotal={enteredTotal} />
      <DayDifference enteredTotal={enteredTotal} confirmedTotal={confirmedTotal} difference={difference} />
      <a className="link-small self-start" href={paths.explain({ figure: 'day', date })}>
        왜 이 수치인가요?
      </a>
      <section className="flex flex-col gap-4">
        <h2>이날의 확인 전 후원 {day.unconfirmedCount}건</h2>
        {day.unconfirmedCount === 0 && <p className="text-soft">모두 확인했어요</p>}
        <ul className="flex flex-col gap-4">
          {unconfirmed.map((donation) => (
            <UnconfirmedRow key={donation.id} donation={donation} />
          ))}
        </ul>
        <More
          address={`${paths.dailyTotal}?date=${date}`}
          cursor={day.nextCursor}
          shown={unconfirmed.length}
        />
      </section>
    </>
  )
}
