import { paths } from '~/http/paths'
import { ActForm } from '../act-form'

/** Deletes a reward; asks once more, because nothing of it comes back. */
export function DeleteReward({ id }: { id: string }) {
  return (
    <details className="ask">
      <summary className="link small tap">콘텐츠 지우기</summary>
      <ActForm
        action={`/creator/contents/${id}`}
        formPage={paths.ownReward(id)}
        redirectTo={paths.ownRewards}
        method="DELETE"
        className="card"
      >
        <p>
          정말 지울까요?{' '}
          <span className="soft">글과 파일, 남은 쿠폰을 지워요. 이미 나간 쿠폰은 받은 분에게 남아요</span>
        </p>
        <button className="button button-bad" type="submit">
          지우기
        </button>
      </ActForm>
    </details>
  )
}
