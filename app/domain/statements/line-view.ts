import type { DonationStatus, StatementLine } from '#prisma'

/** A donation as a creator compares it with a line. */
export type CandidateView = {
  id: string
  status: DonationStatus
  amount: number | null
  donorName: string | null
  occurredAt: string
}
export type LineView = ReturnType<typeof toLineView>

/** A line as the API answers it: what its file says, what the plan makes of it, and what its creator said. */
export function toLineView(line: StatementLine, donations: ReadonlyMap<string, CandidateView>) {
  const named = (ids: readonly string[]) => ids.flatMap((id) => donations.get(id) ?? [])
  return {
    row: line.row,
    day: line.day,
    time: line.time,
    period: line.fromDay === null || line.toDay === null ? null : { from: line.fromDay, to: line.toDay },
    amount: line.amount,
    donorId: line.donorId,
    nickname: line.nickname,
    kind: line.kind,
    message: line.message,
    fee: line.fee,
    net: line.net,
    state: line.state,
    counted: line.counted,
    outcome: line.outcome,
    sure: line.isSure,
    ticked: line.ticked,
    donation: named(line.donationId ? [line.donationId] : [])[0] ?? null,
    meltAmount: line.meltAmount,
    chosenAmount: line.chosenAmount,
    candidates: named(line.candidates),
    explainedTwins: named(line.explainedTwins),
    choice: line.choice && {
      outcome: line.choice,
      donationId: line.choiceDonationId,
      amount: line.choiceAmount,
    },
    applied: line.appliedAt !== null,
  }
}
