import { OperationForm } from '../form/operation-form'

/** Withdraws one's own message; asks once more, because the text cannot come back. */
export function WithdrawForm({ id, redirectTo = 'here' }: { id: string; redirectTo?: string }) {
  return (
    <details className="ask">
      <summary className="link text-sm tap">지우기</summary>
      <OperationForm
        op="DELETE /content/:id"
        params={{ id }}
        redirectTo={redirectTo}
        className="flex flex-col gap-2"
        optimistic="글을 지웠어요"
      >
        <p className="text-sm text-soft">내용을 지우고 모두에게서 감춰요. 되돌릴 수 없어요</p>
        <button className="button button-quiet button-small" type="submit">
          내용 지우기
        </button>
      </OperationForm>
    </details>
  )
}
