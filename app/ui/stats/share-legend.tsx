import { percentWords, type Share } from './share'

const SIZE = 16

/** Which pattern is which part, and how much of the whole. */
export function ShareLegend({ id, shares }: { id: string; shares: Share[] }) {
  const total = shares.reduce((sum, share) => sum + share.sum, 0)
  return (
    <ul className="legend">
      {shares.map(({ name, sum }, n) => (
        <li key={name} className="legend-line">
          <svg className="legend-mark" viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
            <rect
              className="share-part"
              fill={`url(#${id}-pattern-${n})`}
              width={SIZE}
              height={SIZE}
              rx={4}
            />
          </svg>
          <span>{name}</span>
          <strong className="num">{percentWords(sum, total)}</strong>
        </li>
      ))}
    </ul>
  )
}
