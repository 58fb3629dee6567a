import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listIcons } from '~/domain/badges/icons.server'
import { badgesPageQuery } from '~/domain/badges/input'
import { isSettling } from '~/domain/badges/settle.server'
import { listOwnTiers } from '~/domain/badges/tiers.server'
import { MAX_TIERS } from '~/domain/channels/input'
import { creatorPage } from '~/http/pages/page.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { DeleteTier, IconForm } from '~/ui/badges/tier-acts'
import { TierForm, withNewTiers } from '~/ui/badges/tier-form'

export const meta: MetaFunction = () => [{ title: '배지 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return creatorPage(args, async (viewer) => {
    const { id } = viewer.channel
    const [tiers, uploaded, settling] = await Promise.all([
      listOwnTiers(viewer),
      listIcons(id),
      isSettling(id),
    ])
    return {
      tiers,
      uploaded,
      settling,
      shown: parseSearch(badgesPageQuery, args.request).tiers ?? tiers.length,
    }
  })
}

export default function BadgesPage() {
  const { tiers, uploaded, settling, shown } = useLoaderData<typeof loader>()
  const withNew = withNewTiers(tiers, shown)
  const next = withNew.length + 1
  return (
    <>
      <h1>배지</h1>
      <p className="text-soft">
        후원이 확인되면 바로 달려요. 기준을 올려도 이미 받은 배지는 그대로예요. 기준을 내리면 그만큼 후원한
        분들에게 생기고, 많으면 차례로 달려요
      </p>
      {settling && (
        <p className="note" role="status">
          바뀐 설정에 맞춰 배지와 편지 순서를 차례로 맞추고 있어요. 차례가 오기 전에는 전과 같아요
        </p>
      )}
      <TierForm
        tiers={withNew}
        uploaded={uploaded}
        addTo={next <= MAX_TIERS ? `${paths.badgesWith(next)}#tier-${next}` : null}
      />
      <IconForm />
      <DeleteTier tiers={tiers} />
      <a className="link tap self-start" href={paths.settings}>
        설정으로 돌아가기
      </a>
    </>
  )
}
