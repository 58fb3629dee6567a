import { receiptWaitsCopy } from '~/copy/ko/refusals'
import type { ReceiptState } from '~/domain/donations/presenter'
import { paths } from '~/http/paths'
import { OutsideCard } from '../outside'

/** The way to a donation's receipt, or from when there is one. */
export function ReceiptLink({ donationId, receipt }: { donationId: string; receipt: ReceiptState | null }) {
  if (!receipt) return null
  if (receipt.state !== 'ready') return <p className="note">{receiptWaitsCopy(receipt)}</p>
  return (
    <section className="flex flex-col gap-1">
      <a className="button button-quiet w-full" href={paths.receipt(donationId)} download>
        영수증 받기
      </a>
      <p className="note">
        이 후원이 멜트의 기록에 있다는 서명된 파일이에요.{' '}
        <a className="link" href={paths.verify}>
          확인하기
        </a>
      </p>
      <OutsideCard reason="file" />
    </section>
  )
}
