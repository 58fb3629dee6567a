import { perksCopy, tierCopy, weightCopy } from '~/copy/ko/badges'
import { type DrawnIcon, drawnIcons } from '~/domain/badges/badge'
import type { FieldName, FieldOf, NameField } from '~/http/contract/form'
import { AmountField } from '../form/amount-field'
import { CheckField, SelectField } from '../form/choice-fields'
import { Field, FieldError } from '../form/field'
import { useField, useFormErrors } from '../form/returned'
import { NextIcon } from '../icons'
import { BadgeMark } from './badge'
import { DrawnBadge } from './drawings'

export type NameTierField = NameField<FieldOf<'PUT /badges/tier-config'>>

export type OwnTier = {
  tier: number
  name: string
  icon: string
  thresholdAmount: number | null
  perks: { lettersFirst: boolean; retweetWeight: number }
  holders: number
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

export function TierRow({ tier, uploaded, name }: TierRowProps) {
  const index = tier.tier - 1
  const wrong = useFormErrors().some(({ path }) => path.startsWith(`tiers.${index}.`))
  const isNew = tier.thresholdAmount === null
  return (
    <details className="tier" id={`tier-${tier.tier}`} open={wrong || isNew}>
      <summary>
        <BadgeMark badge={{ name: tier.name || `${tier.tier}단계`, icon: tier.icon }} large />
        <span className="row-body">
          <strong className="min-w-0 truncate">{tier.name || '새 단계'}</strong>
          {tier.thresholdAmount !== null && (
            <>
              <span className="text-sm text-soft">
                {tierCopy({ thresholdAmount: tier.thresholdAmount, holders: tier.holders })}
              </span>
              {perksCopy(tier.perks).map((words) => (
                <span key={words} className="text-sm text-soft">
                  {words}
                </span>
              ))}
            </>
          )}
        </span>
        <NextIcon />
      </summary>
      <div className="flex flex-col gap-4">
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
  return (
    <fieldset className="field">
      <legend className="field-name">그림</legend>
      <div className="icon-choice">
        {drawnIcons.map((drawn) => (
          <label key={drawn} title={ICON_NAMES[drawn]}>
            <input type="radio" name={name} value={drawn} defaultChecked={drawn === value} />
            <span className={`badge-mark badge-large badge-${drawn}`}>
              <DrawnBadge icon={drawn} />
            </span>
            <span className="sr-only">{ICON_NAMES[drawn]}</span>
          </label>
        ))}
        {uploaded.map((own, index) => (
          <label key={own} title={`올린 그림 ${index + 1}`}>
            <input type="radio" name={name} value={own} defaultChecked={own === value} />
            <img className="badge-mark badge-large" src={own} alt={`올린 그림 ${index + 1}`} />
          </label>
        ))}
      </div>
      <FieldError id={name} error={error} />
    </fieldset>
  )
}
