import { randomUUID } from 'node:crypto'
import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listGates } from '~/domain/rewards/list.server'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { PageHead } from '~/ui/page'
import { NewRewardForm } from '~/ui/rewards/reward-form'

export const meta: MetaFunction = () => [{ title: '콘텐츠 올리기 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => ({
    gates: await listGates(viewer.channel.id),
    requestId: randomUUID(),
  }))
}

export default function NewRewardPage() {
  return (
    <>
      <PageHead back="콘텐츠로 돌아가기" backTo={paths.ownRewards} title="콘텐츠 올리기" />
      <NewRewardForm {...useLoaderData<typeof loader>()} />
    </>
  )
}
