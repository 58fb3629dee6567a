import { WITNESSED, WITNESSES, witnessTag, witnessTroubleCopy } from '~/copy/ko/witnesses'
import type { WitnessLine } from '~/domain/admin/input'
import { Ago } from '../when'

export function WitnessesCard({ witnesses }: { witnesses: WitnessLine[] }) {
  return (
    <section className="card" aria-labelledby="witnesses-title">
      <h2 id="witnesses-title">{WITNESSES.title}</h2>
      {witnesses.length === 0 ? (
        <p className="note">{WITNESSES.none}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {witnesses.map((line) => (
            <Witness key={line.name} line={line} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Witness({ line }: { line: WitnessLine }) {
  const { name, cosigned, divergence, failure } = line
  const { word, look } = witnessTag(line)
  return (
    <li>
      <div className="line justify-between">
        <span className="min-w-0 break-all">{name}</span>
        <span className={`tag ${look}`}>{word}</span>
      </div>
      <p className="note">
        {cosigned ? (
          <>
            마지막 확인 <Ago at={cosigned.at} /> · {cosigned.size.toLocaleString('ko-KR')}줄
          </>
        ) : (
          WITNESSES.never
        )}
      </p>
      {divergence && <p className="alert text-sm">{WITNESSED[divergence]}</p>}
      {failure && (
        <p className="note">
          <Ago at={failure.at} /> {witnessTroubleCopy(failure)}
        </p>
      )}
    </li>
  )
}
