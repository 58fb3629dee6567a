import { drawnIcons } from '~/domain/badges/badge'
import { paths } from '~/http/paths'
import { OperationForm } from '../form/operation-form'
import { type NameTierField, type OwnTier, TierRow } from './tier-row'

type TierFormProps = { tiers: OwnTier[]; uploaded: string[]; addTo: string | null }

export function TierForm({ tiers, uploaded, addTo }: TierFormProps) {
  return (
    <OperationForm op="PUT /badges/tier-config" redirectTo={paths.badges} className="card">
      {(name) => (
        <>
          <h2>단계</h2>
          <div>
            {tiers.map((tier) => (
              <TierRow key={tier.tier} tier={tier} uploaded={uploaded} name={name} />
            ))}
          </div>
          {addTo && (
            <a className="link text-sm tap self-start" href={addTo}>
              단계 하나 더하기
            </a>
          )}
          <button className="button w-full" type="submit">
            저장하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

/** A channel's tiers, and empty ones above them up to this many. */
export function withNewTiers(tiers: OwnTier[], shown: number): OwnTier[] {
  const unused = drawnIcons.filter((icon) => tiers.every((tier) => tier.icon !== icon))
  const added = Array.from({ length: Math.max(0, shown - tiers.length) }, (_, index) => ({
    tier: tiers.length + index + 1,
    name: '',
    icon: unused[index] ?? 'heart',
    thresholdAmount: null,
    perks: { lettersFirst: true, retweetWeight: Math.min(tiers.length + index + 1, 10) },
    holders: 0,
  }))
  return [...tiers, ...added]
}

/** Deletes the highest tier: saves the others as they stand. */
export function DeleteTier({ tiers }: { tiers: OwnTier[] }) {
  const highest = tiers.at(-1)
  if (!highest || tiers.length < 2) return null
  return (
    <details className="ask">
      <summary className="link text-sm tap">{highest.name} 단계 없애기</summary>
      <OperationForm op="PUT /badges/tier-config" redirectTo={paths.badges} className="flex flex-col gap-2">
        {(name) => (
          <>
            {tiers.slice(0, -1).map((tier, index) => (
              <UnchangedTier key={tier.tier} tier={tier} index={index} name={name} />
            ))}
            <p className="text-sm text-soft">
              이 배지를 단 {highest.holders.toLocaleString('ko-KR')}명에게는 바로 아래 단계의 배지가 보여요.
              다시 만들면 받았던 분에게 돌아와요
            </p>
            <button className="button button-bad button-small self-start" type="submit">
              {highest.name} 단계 없애기
            </button>
          </>
        )}
      </OperationForm>
    </details>
  )
}

type UnchangedTierProps = { tier: OwnTier; index: number; name: NameTierField }

function UnchangedTier({ tier, index, name }: UnchangedTierProps) {
  const { lettersFirst, retweetWeight } = tier.perks
  return (
    <>
      <input type="hidden" name={name(`tiers.${index}.tier`)} value={tier.tier} />
      <input type="hidden" name={name(`tiers.${index}.name`)} value={tier.name} />
      <input type="hidden" name={name(`tiers.${index}.icon`)} value={tier.icon} />
      <input type="hidden" name={name(`tiers.${index}.thresholdAmount`)} value={tier.thresholdAmount ?? ''} />
      <input type="hidden" name={name(`tiers.${index}.perks.retweetWeight`)} value={retweetWeight} />
      {lettersFirst && <input type="hidden" name={name(`tiers.${index}.perks.lettersFirst`)} value="on" />}
    </>
  )
}
