import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { type OwnTier, TierRow } from './tier-row'

type TierFormProps = { tiers: OwnTier[]; brought: string[]; formPage: string; addTo: string | null }

/** All tiers of a channel, saved as a whole. */
export function TierForm({ tiers, brought, formPage, addTo }: TierFormProps) {
  return (
    <ActForm
      action="/badges/tier-config"
      formPage={formPage}
      redirectTo={paths.badges}
      method="PUT"
      className="card stack"
    >
      <h2>단계</h2>
      <div>
        {tiers.map((tier) => (
          <TierRow key={tier.tier} tier={tier} brought={brought} />
        ))}
      </div>
      {addTo && (
        <a className="link small tap self-start" href={addTo}>
          단계 하나 더하기
        </a>
      )}
      <button className="button wide" type="submit">
        저장하기
      </button>
    </ActForm>
  )
}
