import type { DonationView } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { DisclosureFields } from './disclosure-fields'

/** A donor changes their mind about what everybody sees. */
export function DisclosureForm({ donation }: { donation: DonationView }) {
  const here = paths.myDonation(donation.id)
  return (
    <ActForm
      action={`/donations/${donation.id}/disclosure`}
      formPage={here}
      redirectTo={here}
      method="PUT"
      className="card"
    >
      <div>
        <h2>공개 설정</h2>
        <p className="small soft">언제든 바꿀 수 있어요. 스트리머에게는 금액과 이름이 그대로 보여요</p>
      </div>
      <DisclosureFields hides={donation} />
      <button className="button button-quiet wide" type="submit">
        저장하기
      </button>
    </ActForm>
  )
}
