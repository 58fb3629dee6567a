import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listChosen } from '~/domain/donations/find.server'
import { amountCheese, MAX_AT_ONCE } from '~/domain/donations/input'
import { expectedAmount } from '~/domain/donations/presenter'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { validate } from '~/http/pipeline/validate.server'
import { ReviewForm } from '~/ui/donations/review-form'
import { CheckIcon } from '~/ui/icons'
import { Empty } from '~/ui/list'
import { PageHead } from '~/ui/page'

/** A donation as it was ticked, with the amount that was typed over the known one: `id` or `id_1500`. */
const chosen = z
  .string()
  .transform((text) => {
    const [id = '', amount] = text.split('_')
    return { id: id.toLowerCase(), amount: amount ? Number(amount) : null }
  })
  .pipe(z.object({ id: z.uuid(), amount: amountCheese.nullable().catch(null) }))
const allChosen = z.array(chosen).max(MAX_AT_ONCE, `confirm_at_most:${MAX_AT_ONCE}`)

export const meta: MetaFunction = () => [{ title: '모두 확인 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { searchParams } = new URL(args.request.url)
    const typed = new Map(
      validate(allChosen, searchParams.getAll('id'), true).map(({ id, amount }) => [id, amount]),
    )
    const donations = await listChosen(viewer, [...typed.keys()])
    return {
      donations: donations.map((donation) => ({
        donation,
        amount: typed.get(donation.id) ?? expectedAmount(donation),
      })),
    }
  })
}

export default function ReviewPage() {
  const { donations } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead back="후원 확인으로 돌아가기" backTo={paths.confirm} title="고른 후원 확인" />
      {donations.length > 0 ? (
        <ReviewForm donations={donations} />
      ) : (
        <Empty icon={<CheckIcon />} title="고른 후원이 없어요">
          <p className="text-soft">후원 확인에서 확인할 후원을 골라 주세요</p>
        </Empty>
      )}
    </>
  )
}
