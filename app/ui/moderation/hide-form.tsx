import { ActForm } from '../act-form'
import { Field } from '../form/field'

const PRESETS = [
  '욕설이나 혐오 표현이 있어요',
  '개인정보가 들어 있어요',
  '광고나 도배예요',
  '채널과 맞지 않는 글이에요',
]

/** A creator hides what somebody wrote in their channel, for a reason its author reads. */
export function HideForm({ id, here, to = here }: { id: string; here: string; to?: string }) {
  const form = { action: `/content/${id}`, formPage: here, redirectTo: to, method: 'DELETE' } as const
  return (
    <details className="ask hide">
      <summary className="hide-link tap">숨기기</summary>
      <div className="card">
        <p className="small soft">
          피드와 인박스에서 사라지고, 글쓴이는 이유를 볼 수 있어요. 되돌릴 수 있어요
        </p>
        <ActForm {...form} className="buttons">
          {PRESETS.map((preset) => (
            <button
              key={preset}
              className="button button-quiet button-small grow"
              type="submit"
              name="reason"
              value={preset}
            >
              {preset}
            </button>
          ))}
        </ActForm>
        <ActForm {...form} className="stack-tight">
          <Field name="reason" id={`reason-${id}`} label="다른 이유" most={200} required />
          <button className="button button-bad button-small" type="submit">
            숨기기
          </button>
        </ActForm>
      </div>
    </details>
  )
}
