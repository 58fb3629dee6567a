import { perksCopy, tierCopy, weightCopy } from '~/copy/ko/badges'
import { type DrawnIcon, drawnIcons } from '~/domain/badges/badge'
import type { FieldName, FieldOf, NameField } from '~/http/contract/form'
import { paths } from '~/http/paths'
import { AmountField } from '../form/amount-field'
import { CheckField, SelectField } from '../form/choice-fields'
import { Field, FieldError } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { useField, useFormErrors } from '../form/returned'
import { NextIcon } from '../icons'
import { BadgeMark } from './badge'

export type NameTierField = NameField<FieldOf<'PUT /badges/tier-config'>>

export type OwnTier = {
  tier: number
  name: string
  icon: string
  thresholdAmount: number | null
  perks: { lettersFirst: boolean; retweetWeight: number }
  holders: number
}

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
            <a className="link-small self-start" href={addTo}>
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

const ICON_NAMES: Record<DrawnIcon, string> = {
  drop: '물방울',
  spark: '반짝임',
  star: '별',
  crown: '왕관',
  heart: '하트',
  flame: '불꽃',
  moon: '달',
  clover: '클로버',
  gem: '보석',
  note: '음표',
  sprout: '새싹',
  cheese: '치즈',
}

const WEIGHTS = [
  ['0', '앞서지 않아요'],
  ...Array.from({ length: 9 }, (_, n) => [`${n + 1}`, `${n + 1} · ${weightCopy(n + 1)}`] as const),
  ['10', '10 · VIP만큼'],
] as const

type TierRowProps = { tier: OwnTier; uploaded: string[]; name: NameTierField }

function TierRow({ tier, uploaded, name }: TierRowProps) {
  const index = tier.tier - 1
  const wrong = useFormErrors().some(({ path }) => path.startsWith(`tiers.${index}.`))
  const isNew = tier.thresholdAmount === null
  return (
    <details className="group border-b border-line" id={`tier-${tier.tier}`} open={wrong || isNew}>
      <summary className="row border-0 [&>svg]:rotate-90 group-open:[&>svg]:-rotate-90">
        <BadgeMark badge={{ name: tier.name || `${tier.tier}단계`, icon: tier.icon }} large />
        <span className="row-body">
          <strong className="min-w-0 truncate">{tier.name || '새 단계'}</strong>
          {tier.thresholdAmount !== null && (
            <>
              <span className="note">
                {tierCopy({ thresholdAmount: tier.thresholdAmount, holders: tier.holders })}
              </span>
              {perksCopy(tier.perks).map((words) => (
                <span key={words} className="note">
                  {words}
                </span>
              ))}
            </>
          )}
        </span>
        <NextIcon />
      </summary>
      <div className="flex flex-col gap-4 pb-4">
        <input type="hidden" name={name(`tiers.${index}.tier`)} value={tier.tier} />
        <Field
          name={name(`tiers.${index}.name`)}
          label={`${tier.tier}단계 이름`}
          value={tier.name}
          note="20자까지"
        />
        <AmountField
          id={`tiers.${index}.thresholdAmount`}
          name={name(`tiers.${index}.thresholdAmount`)}
          label="기준"
          note="지금까지 확인된 후원의 합계"
          amount={tier.thresholdAmount}
        />
        <IconField name={name(`tiers.${index}.icon`)} icon={tier.icon} uploaded={uploaded} />
        <CheckField name={name(`tiers.${index}.perks.lettersFirst`)} ticked={tier.perks.lettersFirst}>
          편지를 인박스 위쪽에 보여 줘요
        </CheckField>
        <SelectField
          name={name(`tiers.${index}.perks.retweetWeight`)}
          label="소개 후보에서 앞서는 정도"
          options={WEIGHTS}
          value={String(tier.perks.retweetWeight)}
        />
      </div>
    </details>
  )
}

type IconFieldProps = { name: FieldName; icon: string; uploaded: string[] }

function IconField({ name, icon, uploaded }: IconFieldProps) {
  const { value, error } = useField(name, icon)
  const choices = [
    ...drawnIcons.map((drawn) => [drawn, ICON_NAMES[drawn]] as const),
    ...uploaded.map((own, index) => [own, `올린 그림 ${index + 1}`] as const),
  ]
  return (
    <fieldset className="field">
      <legend className="field-name">그림</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(2.75rem,1fr))] gap-1">
        {choices.map(([choice, title]) => (
          <label
            key={choice}
            className="relative flex min-h-11 cursor-pointer items-center justify-center rounded-field border border-line has-checked:border-2 has-checked:border-accent has-checked:bg-accent-wash has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            title={title}
          >
            <input
              className="absolute inset-0 size-full cursor-pointer opacity-0"
              type="radio"
              name={name}
              value={choice}
              defaultChecked={choice === value}
            />
            <BadgeMark badge={{ name: title, icon: choice }} large silent />
            <span className="sr-only">{title}</span>
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  )
}
