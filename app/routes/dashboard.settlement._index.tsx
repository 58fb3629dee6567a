import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { timestampCopy } from '~/copy/ko/dates'
import { asOfCopy, SETTLEMENT } from '~/copy/ko/settlement'
import { kstDayOf } from '~/domain/core/kst'
import { calendarOf } from '~/domain/settlement/calendar'
import { getSettlement } from '~/domain/settlement/get.server'
import type { ShownFigures } from '~/domain/settlement/presenter'
import type { Span } from '~/domain/stats/span'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { PageHead } from '~/ui/page'
import { Habits, Months, Windows } from '~/ui/settlement/figures'
import { OptedIn, OptInForm, Posture, SwitchedOff } from '~/ui/settlement/opt-in'
import { NoDonationsYet, ReferenceFigures } from '~/ui/settlement/reference'
import { ReportLinks } from '~/ui/settlement/reports'
import { FeeRateForm, SaidFigures } from '~/ui/settlement/said'
import { StatementsLink } from '~/ui/statements/place'

export const meta: MetaFunction = () => [{ title: SETTLEMENT.document }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const now = new Date()
    const settlement = await getSettlement(viewer, now)
    const { weeks, months } = calendarOf(kstDayOf(now))
    return { settlement, weeks, months: months.map(({ month }) => month).toReversed() }
  })
}

export default function SettlementPage() {
  const { settlement, weeks, months } = useLoaderData<typeof loader>()
  const { optedInAt, reason, figures } = settlement
  return (
    <>
      <PageHead back={SETTLEMENT.back} backTo={paths.stats} title={SETTLEMENT.title}>
        {SETTLEMENT.about}
      </PageHead>
      <Posture />
      <StatementsLink />
      {reason === 'switched_off' && <SwitchedOff />}
      {reason === 'not_opted_in' && <OptInForm />}
      {figures && <Figures figures={figures} weeks={weeks} />}
      <ReportLinks months={months} />
      {figures && <FeeRateForm rate={figures.feeRateHundredths} />}
      {optedInAt && <OptedIn at={optedInAt} />}
    </>
  )
}

function Figures({ figures, weeks }: { figures: ShownFigures; weeks: Span[] }) {
  if (!figures.hasDonations)
    return (
      <>
        <SaidFigures figures={figures} />
        <NoDonationsYet />
      </>
    )
  return (
    <>
      <ReferenceFigures figures={figures} />
      <SaidFigures figures={figures} />
      <Windows figures={figures} />
      <Months figures={figures} />
      <Habits figures={figures} weeks={weeks} />
      <p className="note">{asOfCopy(timestampCopy(figures.asOf))}</p>
    </>
  )
}
