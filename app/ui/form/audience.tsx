import { EveryoneIcon, LockIcon } from '../icons'

/** Who will read what is sent, beside every send button. */
export function PublicAudience() {
  return (
    <p className="audience">
      <EveryoneIcon />
      모두에게 공개
    </p>
  )
}

export function PrivateAudience({ who = '스트리머만 볼 수 있어요' }: { who?: string }) {
  return (
    <p className="audience">
      <LockIcon />
      {who}
    </p>
  )
}
