import type { Reason } from '~/domain/core/refusal'
import { MAX_LETTER } from '~/domain/messages/input'
import { paths } from '~/http/paths'
import { CheckField } from '../form/choice-fields'
import { MessageField, PrivateAudience } from '../form/message-field'
import { OperationForm, RequestId } from '../form/operation-form'
import { LockIcon } from '../icons'
import { Empty } from '../list'

type LetterFormProps = {
  chzzkChannelId: string
  channelName: string
  requestId: string | null
  signedIn: boolean
}

/** Writes to a creator alone; says before sending that they may make it public, and how to keep that from happening. */
export function LetterForm({ chzzkChannelId, channelName, requestId, signedIn }: LetterFormProps) {
  return (
    <OperationForm
      op="POST /messages/dm"
      formPage={paths.letter(chzzkChannelId)}
      className="flex flex-col gap-4"
      plain={!signedIn}
      draftKey={`letter-${chzzkChannelId}`}
      fields={{ chzzkChannelId }}
    >
      {(name) => (
        <>
          <RequestId id={requestId} />
          <MessageField
            name={name('content')}
            label="편지"
            most={MAX_LETTER}
            rows={7}
            placeholder={`${channelName}님에게만 하고 싶은 말을 적어 주세요`}
            required
          />
          <CheckField name={name('allowRetweet')} ticked>
            피드에 소개해도 괜찮아요{' '}
            <span className="note">
              스트리머가 이 편지를 내 이름과 함께 모두에게 공개할 수 있어요. 보낸 뒤에도 언제든 지울 수 있어요
            </span>
          </CheckField>
          <div className="flex flex-col gap-2">
            <PrivateAudience />
            <button className="button w-full" type="submit">
              {signedIn ? '편지 보내기' : '치지직으로 로그인하고 보내기'}
            </button>
          </div>
          <p className="note">답장은 스트리머의 선택이에요</p>
        </>
      )}
    </OperationForm>
  )
}

type MayNotWriteProps = { reason: Reason; text: string; chzzkChannelId: string }

const TITLES: Partial<Record<Reason, string>> = {
  blocked: '이 채널에는 메시지를 보낼 수 없어요',
  too_many_unconfirmed: '확인 전 후원이 3건 있어요',
  rate_limited: '오늘은 여기까지 보낼 수 있어요',
}

/** Shown before anything is written: why nothing can be sent to this channel now. */
export function MayNotWrite({ reason, text, chzzkChannelId }: MayNotWriteProps) {
  return (
    <Empty icon={<LockIcon />} title={TITLES[reason] ?? '지금은 편지를 보낼 수 없어요'}>
      <p className="text-soft">{text}</p>
      {reason === 'too_many_unconfirmed' && (
        <a className="button" href={paths.letter(chzzkChannelId)}>
          편지 쓰기
        </a>
      )}
      <a className="button button-quiet" href={paths.channel(chzzkChannelId)}>
        피드 보기
      </a>
    </Empty>
  )
}
