import { perksCopy, tierCopy, weightCopy } from '~/copy/ko/badges'
import { AmountField } from '../form/amount-field'
import { CheckField } from '../form/check-field'
import { Field } from '../form/field'
import { useFormErrors } from '../form/returned'
import { SelectField } from '../form/select-field'
import { NextIcon } from '../icons'
import { BadgeMark } from './badge-mark'
import { IconField } from './icon-field'

export type OwnTier = {
  tier: number
  name: string
  icon: string
  thresholdAmount: number | null
  perks: { lettersFirst: boolean; retweetWeight: number }
  holders: number
}

const WEIGHTS = [
  ['0', '앞서지 않아요'],
  ...Array.from({ length: 9 }, (_, n) => [`${n + 1}`, `${n + 1} · ${weightCopy(n + 1)}`] as const),
  ['10', '10 · VIP만큼'],
] as const

/** One tier: how it looks now, and unfolded what may be changed. */
export function TierRow({ tier, brought }: { tier: OwnTier; brought: string[] }) {
  const field = `tiers.${tier.tier - 1}`
  const wrong = useFormErrors().some(({ path }) => path.startsWith(`${field}.`))
  const isNew = tier.thresholdAmount === null
  return (
    <details className="tier" id={`tier-${tier.tier}`} open={wrong || isNew}>
      <summary>
        <BadgeMark badge={{ name: tier.name || `${tier.tier}단계`, icon: tier.icon }} large />
        <span className="row-body">
          <strong className="ellipsis">{tier.name || '새 단계'}</strong>
          {tier.thresholdAmount !== null && (
            <>
              <span className="small soft">
                {tierCopy({ thresholdAmount: tier.thresholdAmount, holders: tier.holders })}
              </span>
              {perksCopy(tier.perks).map((words) => (
                <span key={words} className="small soft">
                  {words}
                </span>
              ))}
            </>
          )}
        </span>
        <NextIcon />
      </summary>
      <div className="stack">
        <input type="hidden" name={`${field}.tier`} value={tier.tier} />
        <Field name={`${field}.name`} label={`${tier.tier}단계 이름`} value={tier.name} note="20자까지" />
        <AmountField
          id={`${field}.thresholdAmount`}
          name={`${field}.thresholdAmount`}
          label="기준"
          note="지금까지 확인된 후원의 합계"
          amount={tier.thresholdAmount}
        />
        <IconField name={`${field}.icon`} icon={tier.icon} brought={brought} />
        <CheckField name={`${field}.perks.lettersFirst`} ticked={tier.perks.lettersFirst}>
          편지를 인박스 위쪽에 보여 줘요
        </CheckField>
        <SelectField
          name={`${field}.perks.retweetWeight`}
          label="소개 후보에서 앞서는 정도"
          options={WEIGHTS}
          value={String(tier.perks.retweetWeight)}
        />
      </div>
    </details>
  )
}
