import { paths } from '~/http/paths'
import { FileField } from '../form/field'
import { OperationForm } from '../form/operation-form'

export function IconForm() {
  return (
    <details className="ask">
      <summary className="link text-sm tap">내 그림 올리기</summary>
      <OperationForm op="POST /badges/icons" redirectTo={paths.badges} className="flex flex-col gap-2" files>
        {(name) => (
          <>
            <FileField
              name={name('image')}
              label="배지 그림"
              accept="image/jpeg,image/png,image/webp,image/gif"
              maxMegabytes={5}
              hint="가운데를 네모로 잘라 작게 다시 그려요. 5MB까지. 어느 단계에도 쓰지 않으면 배지를 저장할 때 지워져요"
            />
            <button className="button button-quiet self-start" type="submit">
              올리기
            </button>
          </>
        )}
      </OperationForm>
    </details>
  )
}
