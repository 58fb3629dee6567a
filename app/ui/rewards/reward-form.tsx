import { gateChoiceCopy, gateValue } from '~/copy/ko/badges'
import { MAX_BODY, MAX_LINK, MAX_TITLE } from '~/domain/rewards/input'
import type { Opens, OwnReward } from '~/domain/rewards/presenter'
import type { NameField } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { CheckField, ChoiceField } from '../form/choice-fields'
import { Field, FileField } from '../form/field'
import { MessageField } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { WordsField } from '../settings'
import { RewardAudio, RewardImage } from './reward-page'

export function NewRewardForm({ gates, requestId }: { gates: Opens[]; requestId: string }) {
  return (
    <OperationForm op="POST /creator/contents" className="flex flex-col gap-4" draftKey="content" files>
      {(name) => (
        <>
          <RequestId id={requestId} />
          <RewardFields name={name} gates={gates} />
          <CouponFields name={name} />
          <button className="button w-full" type="submit">
            올리기
          </button>
        </>
      )}
    </OperationForm>
  )
}

type EditRewardFormProps = { reward: OwnReward; gates: Opens[]; requestId: string }

/** Rewrites what is shared already; files and coupons stay unless others come. */
export function EditRewardForm({ reward, gates, requestId }: EditRewardFormProps) {
  const { id, image, audio, coupon } = reward
  return (
    <OperationForm
      op="PUT /creator/contents/:id"
      params={{ id }}
      className="flex flex-col gap-4"
      draftKey={`content-${id}`}
      files
    >
      {(name) => (
        <>
          <RequestId id={requestId} />
          {image && <RewardImage image={image} alt="지금 사진" />}
          {audio && <RewardAudio url={audio.url} label="지금 소리" />}
          <RewardFields name={name} reward={reward} gates={gates} />
          {image && <CheckField name={name('removeImage')}>사진 빼기</CheckField>}
          {audio && <CheckField name={name('removeAudio')}>소리 빼기</CheckField>}
          <CouponFields name={name} more={coupon !== null} />
          {coupon && coupon.left > 0 && (
            <CheckField name={name('takeBack')}>아직 아무도 받지 않은 쿠폰 {coupon.left}장 거두기</CheckField>
          )}
          <button className="button w-full" type="submit">
            저장하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

/** Deletes a reward; asks once more, because nothing of it comes back. */
export function DeleteReward({ id }: { id: string }) {
  return (
    <details className="ask">
      <summary className="link-small">콘텐츠 지우기</summary>
      <OperationForm
        op="DELETE /creator/contents/:id"
        params={{ id }}
        redirectTo={paths.ownRewards}
        className="card"
      >
        <p>
          정말 지울까요?{' '}
          <span className="text-soft">
            글과 파일, 남은 쿠폰을 지워요. 이미 나간 쿠폰은 받은 분에게 남아요
          </span>
        </p>
        <button className="button button-bad" type="submit">
          지우기
        </button>
      </OperationForm>
    </details>
  )
}

const PICTURES = 'image/jpeg,image/png,image/webp,image/gif'
const SOUNDS = 'audio/mpeg,audio/mp4,audio/x-m4a,audio/ogg,audio/wav,audio/flac,.mp3,.m4a,.ogg,.wav,.flac'

type RewardFieldsProps = {
  name: NameField<'title' | 'gate' | 'body' | 'image' | 'audio' | 'link'>
  reward?: OwnReward
  gates: Opens[]
}

/** What a reward is made of besides its coupons, with what stands there now. */
function RewardFields({ name, reward, gates }: RewardFieldsProps) {
  return (
    <>
      <Field
        name={name('title')}
        label="제목"
        value={reward?.title}
        most={MAX_TITLE * 2}
        hint={`${MAX_TITLE}자까지. 잠겨 있어도 모두에게 보여요`}
        required
      />
      <ChoiceField
        name={name('gate')}
        label="누구에게 열까요"
        options={gates.map(gateChoiceCopy)}
        value={reward && gateValue(reward.opens)}
      />
      <MessageField
        name={name('body')}
        label="글"
        note="선택"
        most={MAX_BODY}
        rows={8}
        message={reward?.body}
      />
      <FileField
        name={name('image')}
        label={reward?.image ? '다른 사진으로 바꾸기' : '사진'}
        accept={PICTURES}
        maxMegabytes={10}
        hint="10MB까지. 찍은 곳 같은 정보는 지우고 올려요. 움직이는 사진은 첫 장면만 남아요"
      />
      <FileField
        name={name('audio')}
        label={reward?.audio ? '다른 소리로 바꾸기' : '소리'}
        accept={SOUNDS}
        maxMegabytes={10}
        hint="MP3, M4A, OGG, WAV, FLAC · 10MB까지. 파일 안에 적힌 제목이나 장소는 그대로 남아요. 먼저 지우고 올려 주세요"
      />
      <Field
        name={name('link')}
        label="바깥 링크"
        note="선택"
        value={reward?.link}
        most={MAX_LINK}
        hint="https://로 시작하는 주소"
      />
    </>
  )
}

type CouponFieldsProps = { name: NameField<'codes' | 'stock'>; more?: boolean }

function CouponFields({ name, more = false }: CouponFieldsProps) {
  return (
    <>
      <WordsField
        name={name('codes')}
        label={more ? '쿠폰 코드 더 넣기' : '쿠폰 코드'}
        words={[]}
        hint="한 줄에 하나씩. 한 사람이 하나씩 받아요. 없으면 비워 두세요"
      />
      <Field
        name={name('stock')}
        label="같은 코드를 나눠 줄 장수"
        note="선택"
        hint="코드를 하나만 적고, 몇 명에게 줄지 적어요. 1,000장까지"
        most={5}
      />
    </>
  )
}
