import { paths } from '~/http/paths'
import { FileField } from '../form/field'
import { OperationForm } from '../form/operation-form'
import type { NameTierField, OwnTier } from './tier-form'

export function IconForm() {
  return (
    <details className="ask">
      <summary className="link-small">내 그림 올리기</summary>
      <OperationForm op="POST /badges/icons" redirectTo={paths.badges} className="flex flex-col gap-2" files>
        {(name) => (
          <>
            <FileField
              name={name('image')}
              label="배지 그림"
              accept="image/jpeg,image/png,image/webp,image/gif"
              maxMegabytes={5}
              hint="가운데를 네모로 잘라 작게 다시 그려요. 5MB까지. 어느 단계에도 쓰지 않으면 배지를 저장할 때 지워져요"
            />
            <button className="button button-quiet self-start" type="submit">
              올리기
            </button>
          </>
        )}
      </OperationForm>
    </details>
  )
}

/** Deletes the highest tier: saves the others as they stand. */
export function DeleteTier({ tiers }: { tiers: OwnTier[] }) {
  const highest = tiers.at(-1)
  if (!highest || tiers.length < 2) return null
  return (
    <details className="ask">
      <summary className="link-small">{highest.name} 단계 없애기</summary>
      <OperationForm op="PUT /badges/tier-config" redirectTo={paths.badges} className="flex flex-col gap-2">
        {(name) => (
          <>
            {tiers.slice(0, -1).map((tier, index) => (
              <UnchangedTier key={tier.tier} tier={tier} index={index} name={name} />
            ))}
            <p className="note">
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
