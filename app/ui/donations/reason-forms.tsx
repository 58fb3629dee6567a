import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Field } from '../form/field'

type ReasonFormsProps = { id: string; act: 'reject' | 'reverse'; presets: string[]; button: string }

/** Gives a reason with one tap, or in one's own words. */
export function ReasonForms({ id, act, presets, button }: ReasonFormsProps) {
  const form = {
    action: `/donations/${id}/${act}`,
    formPage: paths.donation(id),
    redirectTo: paths.donation(id),
  }
  return (
    <>
      <ActForm {...form} className="stack-tight">
        {presets.map((preset) => (
          <button
            key={preset}
            className="button button-quiet button-small"
            type="submit"
            name="reason"
            value={preset}
          >
            {preset}
          </button>
        ))}
      </ActForm>
      <ActForm {...form} className="stack-tight">
        <Field name="reason" label="다른 이유" note="팬도 볼 수 있어요" most={200} required />
        <button className="button button-bad button-small" type="submit">
          {button}
        </button>
      </ActForm>
    </>
  )
}
