import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { FileField } from '../form/file-field'

/** Brings a picture of one's own, to be chosen for a tier. */
export function IconForm({ formPage }: { formPage: string }) {
  return (
    <details className="ask">
      <summary className="link small tap">내 그림 올리기</summary>
      <ActForm
        action="/badges/icons"
        formPage={formPage}
        redirectTo={paths.badges}
        className="stack-tight"
        files
      >
        <FileField
          name="image"
          label="배지 그림"
          accept="image/jpeg,image/png,image/webp,image/gif"
          maxMegabytes={5}
          hint="가운데를 네모로 잘라 작게 다시 그려요. 5MB까지. 어느 단계에도 쓰지 않으면 배지를 저장할 때 지워져요"
        />
        <button className="button button-quiet self-start" type="submit">
          올리기
        </button>
      </ActForm>
    </details>
  )
}
