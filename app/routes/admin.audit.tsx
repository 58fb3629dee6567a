import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listQuery } from '~/domain/moderation/input'
import { listAudit } from '~/domain/moderation/inspect.server'
import { adminPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { AuditRow } from '~/ui/admin/audit-row'
import { More } from '~/ui/list'
import { PageHead } from '~/ui/page'

export const meta: MetaFunction = () => [{ title: '감사 기록 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return adminPage(args, (admin) => listAudit(admin, parseSearch(listQuery, args.request)))
}

export default function AuditPage() {
  const { items, nextCursor } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="운영으로 돌아가기" backTo={paths.admin} title="감사 기록">
        운영자가 하고 본 일과 스트리머가 참고 지표를 켜고 끈 일이에요. 고치거나 지울 수 없어요
      </PageHead>
      {items.length === 0 ? (
        <p className="py-2 text-center note">아직 기록이 없어요</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">무엇을, 언제</th>
              <th scope="col">누가</th>
            </tr>
          </thead>
          <tbody>
            {items.map((line) => (
              <AuditRow key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      )}
      <More address={paths.audit} cursor={nextCursor} shown={items.length} />
    </>
  )
}
