import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { refuse } from '~/domain/core/refusal'
import { listLapsedIntents } from '~/domain/donations/intents.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { ManualForm } from '~/ui/donations/manual-form'
import { PageHead } from '~/ui/page'

const asked = z.object({ intentId: z.uuid().optional() })

export const meta: MetaFunction = () => [{ title: '후원 직접 추가 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { intentId } = parseSearch(asked, args.request)
    if (!intentId) return { intent: null, requestId: randomUUID() }
    const { items } = await listLapsedIntents(viewer, viewer.channel.chzzkChannelId)
    const intent = items.find((item) => item.intentId === intentId)
    return { intent: intent ?? refuse('not_found'), requestId: randomUUID() }
  })
}

export default function ManualPage() {
  const { intent, requestId } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="후원 확인으로 돌아가기" backTo={paths.confirm} title="후원 직접 추가">
        팬이 등록하지 않은 후원을 적어요. 바로 확인된 기록이 돼요
      </PageHead>
      <ManualForm intent={intent} requestId={requestId} />
    </>
  )
}
