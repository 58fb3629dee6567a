import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MESSAGE_TYPE_COPY } from '~/copy/ko/moderation'
import { resolvePath } from '~/domain/moderation/input'
import { inspectObjection } from '~/domain/moderation/inspect.server'
import { adminPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parsePath } from '~/http/pipeline/validate.server'
import { DecideForm, RESTORE_OR_KEEP } from '~/ui/moderation/decide-form'
import { ObjectionText, Quoted } from '~/ui/moderation/quoted'
import { PageHead } from '~/ui/page'
import { At } from '~/ui/when'

export const meta: MetaFunction = () => [{ title: '이의 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return adminPage(args, (admin) => inspectObjection(admin, parsePath(resolvePath, args.params).id))
}

const OUTCOMES = { restored: '다시 보이게 했어요', kept: '숨김을 유지했어요' } as const

export default function AdminObjectionPage() {
  const objection = useLoaderData<typeof loader>()
  const { id, type, content, text, authorName, channelName, hiddenReason, hiddenAt } = objection
  const { outcome, outcomeReason } = objection
  return (
    <>
      <PageHead back="운영으로 돌아가기" backTo={paths.admin} title="이의">
        이 글을 본 일이 감사 기록에 남았어요
      </PageHead>
      <Quoted name={authorName} under={`${channelName} 채널의 ${MESSAGE_TYPE_COPY[type]}`} text={content}>
        <p className="note">
          <At at={hiddenAt} />에 숨겼어요{hiddenReason && `. 이유: ${hiddenReason}`}
        </p>
        <ObjectionText>
          {text ?? (content === null ? '글쓴이가 지웠어요' : '보관 기간이 끝나서 지웠어요')}
        </ObjectionText>
      </Quoted>
      <section className="card" aria-label="처리">
        {outcome ? (
          <>
            <h2>{OUTCOMES[outcome]}</h2>
            {outcomeReason && <p className="text-sm">이유: {outcomeReason}</p>}
          </>
        ) : (
          <DecideForm
            op="POST /objections/:id/resolve"
            id={id}
            redirectTo={paths.admin}
            note="글쓴이가 볼 수 있어요"
            ways={RESTORE_OR_KEEP}
          />
        )}
      </section>
    </>
  )
}
