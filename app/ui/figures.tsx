/** A few numbers with their names. */
export function Figures({ figures }: { figures: { name: string; value: string }[] }) {
  return (
    <dl className="figures">
      {figures.map(({ name, value }) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
