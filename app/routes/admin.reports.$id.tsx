import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { resolvePath } from '~/domain/moderation/input'
import { inspectReport } from '~/domain/moderation/inspect.server'
import { adminPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { Evidence } from '~/ui/admin/reports'
import { DecideForm, FROM_REASON, HIDE_OR_KEEP } from '~/ui/moderation/decide-form'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '신고 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return adminPage(args, (admin) => inspectReport(admin, parsePath(resolvePath, args.params).id))
}

const OUTCOMES = { hidden: '숨기기로 했어요', kept: '그대로 두기로 했어요' } as const

export default function AdminReportPage() {
  const report = useLoaderData<typeof loader>()
  const { id, outcome, outcomeReason } = report
  return (
    <>
      <PageHead back="운영으로 돌아가기" backTo={paths.admin} title="신고">
        이 글을 본 일이 감사 기록에 남았어요
      </PageHead>
      <Evidence report={report} />
      {outcome ? (
        <section className="card">
          <h2>{OUTCOMES[outcome]}</h2>
          {outcomeReason && <p className="text-sm">이유: {outcomeReason}</p>}
        </section>
      ) : (
        <section className="card" aria-label="처리">
          <DecideForm
            op="POST /reports/:id/resolve"
            id={id}
            redirectTo={paths.admin}
            note="글쓴이와 신고한 분이 볼 수 있어요"
            hint={FROM_REASON}
            ways={HIDE_OR_KEEP}
          />
        </section>
      )}
    </>
  )
}
