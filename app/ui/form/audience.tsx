import { EveryoneIcon } from '../icons'

/** Who will read what is sent, beside every send button. */
export function PublicAudience() {
  return (
    <p className="audience">
      <EveryoneIcon />
      모두에게 공개
    </p>
  )
}
