import { Fragment } from 'react'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import type { OwnTier } from './tier-row'

/** Takes the highest tier away: saves the others as they stand. */
export function RemoveTier({ tiers }: { tiers: OwnTier[] }) {
  const highest = tiers.at(-1)
  if (!highest || tiers.length < 2) return null
  return (
    <details className="ask">
      <summary className="link small tap">{highest.name} 단계 없애기</summary>
      <ActForm
        action="/badges/tier-config"
        formPage={paths.badges}
        redirectTo={paths.badges}
        method="PUT"
        className="stack-tight"
      >
        {tiers.slice(0, -1).map((tier, index) => (
          <KeptTier key={tier.tier} tier={tier} field={`tiers.${index}`} />
        ))}
        <p className="small soft">
          이 배지를 단 {highest.holders.toLocaleString('ko-KR')}명에게는 바로 아래 단계의 배지가 보여요. 다시
          만들면 받았던 분에게 돌아와요
        </p>
        <button className="button button-bad button-small self-start" type="submit">
          {highest.name} 단계 없애기
        </button>
      </ActForm>
    </details>
  )
}

function KeptTier({ tier, field }: { tier: OwnTier; field: string }) {
  const kept = {
    tier: tier.tier,
    name: tier.name,
    icon: tier.icon,
    thresholdAmount: tier.thresholdAmount ?? '',
    'perks.retweetWeight': tier.perks.retweetWeight,
    ...(tier.perks.lettersFirst ? { 'perks.lettersFirst': 'on' } : {}),
  }
  return (
    <Fragment>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={`${field}.${name}`} value={value} />
      ))}
    </Fragment>
  )
}
