/** Where to turn when somebody's life may be in danger. */
export function LifeLine() {
  return (
    <p className="life-line small">
      지금 위급해 보이면 먼저 알려 주세요:{' '}
      <a className="link" href="tel:109">
        자살예방 상담전화 109
      </a>{' '}
      (24시간),{' '}
      <a className="link" href="tel:119">
        119
      </a>
    </p>
  )
}
