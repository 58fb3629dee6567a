import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { getAutoConfirm, lastLedgerCheck } from '~/domain/admin/controls.server'
import { getGrantFigures, getInstanceFigures } from '~/domain/admin/figures.server'
import { figuresQuery } from '~/domain/admin/input'
import { getLogState } from '~/domain/admin/log.server'
import { listAdminObjections, listAdminReports } from '~/domain/moderation/queue.server'
import { adminPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { AutoConfirmCard, LedgerCheckCard } from '~/ui/admin/controls'
import { Checklist, GrantsCard } from '~/ui/admin/figures'
import { LogCard } from '~/ui/admin/log'
import { AdminObjectionRow, AdminReportRow } from '~/ui/admin/reports'
import { WitnessesCard } from '~/ui/admin/witnesses'
import { FlagIcon } from '~/ui/icons'
import { Empty } from '~/ui/list'
import { Waiting } from '~/ui/moderation/queue'
import { LifeLine } from '~/ui/moderation/reasons'

export const meta: MetaFunction = () => [{ title: '운영 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return adminPage(args, async (admin) => {
    const { period } = parseSearch(figuresQuery, args.request)
    const [queue, objections, figures, check, autoConfirm, grants, log] = await Promise.all([
      listAdminReports(admin),
      listAdminObjections(admin),
      getInstanceFigures(admin, period),
      lastLedgerCheck(),
      getAutoConfirm(admin),
      getGrantFigures(admin),
      getLogState(admin),
    ])
    return { queue, objections, figures, period, check, autoConfirm, grants, log }
  })
}

export default function AdminPage() {
  const { queue, objections, figures, period, check, autoConfirm, grants, log } =
    useLoaderData<typeof loader>()
  return (
    <>
      <div>
        <h1>운영</h1>
        <p className="text-soft">글은 목록에 나오지 않아요. 열어 볼 때마다 감사 기록에 남아요</p>
      </div>
      {queue.total + objections.length === 0 && <Empty icon={<FlagIcon />} title="확인할 신고가 없어요" />}
      {queue.items.some(({ reasons }) => reasons.includes('self_harm')) && <LifeLine />}
      <Waiting title="신고된 글" count={queue.total} isMore={queue.isMore}>
        {queue.items.map((line) => (
          <AdminReportRow key={line.id} line={line} />
        ))}
      </Waiting>
      <Waiting title="운영자가 숨긴 글에 온 이의" count={objections.length}>
        {objections.map((objection) => (
          <AdminObjectionRow key={objection.id} objection={objection} />
        ))}
      </Waiting>
      <Checklist figures={figures} period={period} />
      <GrantsCard grants={grants} />
      <AutoConfirmCard state={autoConfirm} />
      <LedgerCheckCard check={check} />
      <LogCard state={log} />
      <WitnessesCard witnesses={log.witnesses} />
      <a className="button button-quiet w-full" href={paths.audit}>
        감사 기록 보기
      </a>
    </>
  )
}
