import type { Opens } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { RequestId } from '../form/request-id'
import { CouponFields } from './coupon-fields'
import { RewardFields } from './reward-fields'

/** Shares something with a badge or with VIPs. */
export function NewRewardForm({ gates, requestId }: { gates: Opens[]; requestId: string }) {
  return (
    <ActForm action="/creator/contents" formPage={paths.newReward} className="stack" draftKey="content" files>
      <RequestId id={requestId} />
      <RewardFields gates={gates} />
      <CouponFields />
      <button className="button wide" type="submit">
        올리기
      </button>
    </ActForm>
  )
}
