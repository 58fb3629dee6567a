import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listQuery } from '~/domain/donations/input'
import { listOwnDonations } from '~/domain/donations/list.server'
import { hasCoupons } from '~/domain/rewards/coupons.server'
import { listRecords } from '~/domain/stats/record.server'
import { viewerPage } from '~/http/pages/page.server'
import { parseTheme } from '~/http/pages/theme.server'
import { findOwnLists } from '~/http/pages/visitor.server'
import { paths } from '~/http/paths'
import { parseSearch } from '~/http/pipeline/validate.server'
import { LogOutForms, MyData, ThemeSwitch } from '~/ui/account'
import { ChannelHead } from '~/ui/channels/channel'
import { OpenIntentCards } from '~/ui/donations/donate'
import { MyDonations } from '~/ui/donations/my-donations'
import { MyPlaces } from '~/ui/places'
import { MyRecord } from '~/ui/record/record-card'

const MAX_CARDS = 3
const asked = listQuery.pick({ cursor: true })

export const meta: MetaFunction = () => [{ title: '마이 · 멜트' }]

export function loader(args: LoaderFunctionArgs) {
  return viewerPage(args, async (viewer) => {
    const { cursor } = parseSearch(asked, args.request)
    const [own, donations, records, coupons] = await Promise.all([
      findOwnLists(args),
      listOwnDonations(viewer, cursor),
      listRecords(viewer, { limit: MAX_CARDS }),
      hasCoupons(viewer),
    ])
    const { displayName, chzzkUserId, role } = viewer
    return {
      displayName,
      chzzkUserId,
      admin: role === 'admin',
      intents: own?.intents ?? [],
      donations,
      records,
      coupons,
      theme: parseTheme(args.request),
    }
  })
}

export default function MePage() {
  const { displayName, chzzkUserId, admin, intents, donations, records, coupons, theme } =
    useLoaderData<typeof loader>()
  return (
    <>
      <ChannelHead name={displayName} chzzkChannelId={chzzkUserId} title={displayName} />
      <OpenIntentCards intents={intents} redirectTo={paths.me} />
      <MyRecord records={records.items} more={records.nextCursor !== null} />
      <section className="flex flex-col gap-4">
        <h2>내 후원</h2>
        <MyDonations {...donations} address={paths.me} emptyTitle="아직 후원이 없어요" />
      </section>
      <MyPlaces admin={admin} coupons={coupons} />
      <ThemeSwitch theme={theme} redirectTo={paths.me} />
      <MyData />
      <LogOutForms />
    </>
  )
}
