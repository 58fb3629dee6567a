/** Melt never touches money; who needs it back is told where to ask. */
export function RefundWords() {
  return (
    <p className="small soft">
      멜트에서는 결제하지 않아요. 충전과 후원은 모두 치지직에서 해요. 치즈 결제·환불은 치지직 고객센터에서
      도와드려요
    </p>
  )
}
