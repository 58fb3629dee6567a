import type { Opens, OwnReward } from '~/domain/rewards/presenter'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { CheckField } from '../form/check-field'
import { RequestId } from '../form/request-id'
import { CouponFields } from './coupon-fields'
import { RewardFields } from './reward-fields'

type EditContentFormProps = { content: OwnReward; gates: Opens[]; requestId: string }

/** Rewrites what is shared already; files and coupons stay unless others come. */
export function EditRewardForm({ content, gates, requestId }: EditContentFormProps) {
  const { id, image, audio, coupon } = content
  return (
    <ActForm
      action={`/creator/contents/${id}`}
      formPage={paths.ownReward(id)}
      method="PUT"
      className="stack"
      draftKey={`content-${id}`}
      files
    >
      <RequestId id={requestId} />
      {image && (
        <img
          className="content-image"
          src={image.url}
          width={image.width}
          height={image.height}
          alt="지금 사진"
        />
      )}
      {audio && (
        // biome-ignore lint/a11y/useMediaCaption: the creator's own sound has no written words with it
        <audio className="content-audio" controls preload="none" src={audio.url} aria-label="지금 소리" />
      )}
      <RewardFields content={content} gates={gates} />
      {image && <CheckField name="removeImage">사진 빼기</CheckField>}
      {audio && <CheckField name="removeAudio">소리 빼기</CheckField>}
      <CouponFields more={coupon !== null} />
      {coupon && coupon.left > 0 && (
        <CheckField name="takeBack">아직 아무도 받지 않은 쿠폰 {coupon.left}장 거두기</CheckField>
      )}
      <button className="button wide" type="submit">
        저장하기
      </button>
    </ActForm>
  )
}
