import { ActForm } from '../act-form'

/** Puts somebody first no longer; their note goes with it. */
export function DismissVip({ chzzkUserId, here }: { chzzkUserId: string; here: string }) {
  return (
    <ActForm action={`/creator/vips/${chzzkUserId}`} formPage={here} redirectTo={here} method="DELETE">
      <button className="button button-quiet button-small" type="submit">
        VIP에서 빼기
      </button>
    </ActForm>
  )
}
