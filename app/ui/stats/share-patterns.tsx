const SIZE = 6

/** Full, striped, dotted: parts of a whole are told apart without colour. */
export function SharePatterns({ id }: { id: string }) {
  const tile = { width: SIZE, height: SIZE, patternUnits: 'userSpaceOnUse' } as const
  return (
    <defs>
      <pattern id={`${id}-0`} {...tile}>
        <rect className="share-full" width={SIZE} height={SIZE} />
      </pattern>
      <pattern id={`${id}-1`} {...tile} patternTransform="rotate(45)">
        <rect className="share-ground" width={SIZE} height={SIZE} />
        <rect className="share-mark" width={SIZE / 2} height={SIZE} />
      </pattern>
      <pattern id={`${id}-2`} {...tile}>
        <rect className="share-ground" width={SIZE} height={SIZE} />
        <circle className="share-soft" cx={SIZE / 2} cy={SIZE / 2} r={1.4} />
      </pattern>
    </defs>
  )
}
