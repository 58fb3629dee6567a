import { MAX_BODY, MAX_LINK, MAX_TITLE } from '~/domain/rewards/input'
import type { Opens, OwnReward } from '~/domain/rewards/presenter'
import { ChoiceField } from '../form/choice-field'
import { Field } from '../form/field'
import { FileField } from '../form/file-field'
import { MessageField } from '../form/message-field'
import { gateChoice, gateValue } from './gate-words'

const PICTURES = 'image/jpeg,image/png,image/webp,image/gif'
const SOUNDS = 'audio/mpeg,audio/mp4,audio/x-m4a,audio/ogg,audio/wav,audio/flac,.mp3,.m4a,.ogg,.wav,.flac'

/** What a reward is made of besides its coupons, with what stands there now. */
export function RewardFields({ content, gates }: { content?: OwnReward; gates: Opens[] }) {
  return (
    <>
      <Field
        name="title"
        label="제목"
        value={content?.title}
        most={MAX_TITLE * 2}
        hint={`${MAX_TITLE}자까지. 잠겨 있어도 모두에게 보여요`}
        required
      />
      <ChoiceField
        name="gate"
        label="누구에게 열까요"
        options={gates.map(gateChoice)}
        value={content && gateValue(content.opens)}
      />
      <MessageField name="body" label="글" note="선택" most={MAX_BODY} rows={8} message={content?.body} />
      <FileField
        name="image"
        label={content?.image ? '다른 사진으로 바꾸기' : '사진'}
        accept={PICTURES}
        maxMegabytes={10}
        hint="10MB까지. 찍은 곳 같은 정보는 지우고 올려요. 움직이는 사진은 첫 장면만 남아요"
      />
      <FileField
        name="audio"
        label={content?.audio ? '다른 소리로 바꾸기' : '소리'}
        accept={SOUNDS}
        maxMegabytes={10}
        hint="MP3, M4A, OGG, WAV, FLAC · 10MB까지. 파일 안에 적힌 제목이나 장소는 그대로 남아요. 먼저 지우고 올려 주세요"
      />
      <Field
        name="link"
        label="바깥 링크"
        note="선택"
        value={content?.link}
        most={MAX_LINK}
        hint="https://로 시작하는 주소"
      />
    </>
  )
}
