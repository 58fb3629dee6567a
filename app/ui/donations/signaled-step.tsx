import type { ReactNode } from 'react'
import { cheese } from '~/domain/core/cheese'

type SignaledStepProps = { amount: number | null; isConfirmed: boolean; children: ReactNode }

/** CHZZK told of the donation already: nothing is left but the words that everybody will read. */
export function SignaledStep({ amount, isConfirmed, children }: SignaledStepProps) {
  return (
    <section className="card card-accent">
      <div>
        <h2>
          {amount === null ? '치지직에서' : `치지직에서 ${cheese(amount)}`}{' '}
          {isConfirmed ? '후원이 확인됐어요' : '후원 신호가 왔어요'}
        </h2>
        <p className="soft">남길 말을 적어 주세요</p>
      </div>
      {children}
    </section>
  )
}
