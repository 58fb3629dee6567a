import type { z } from 'zod'
import type { settingsInput } from '~/domain/channels/input'
import { paths } from '~/http/paths'
import { Face } from './face'
import { CheckField, ChoiceField, SelectField } from './form/choice-fields'
import { describedBy, Field, FieldFrame } from './form/field'
import { OperationForm } from './form/operation-form'
import { useField } from './form/returned'
import { More } from './list'

const WHO = [
  ['everyone', '누구나'],
  ['supporters', '후원이 확인된 분만'],
  ['badge', '배지를 받은 분만', '아래에서 고른 배지부터 쓸 수 있어요'],
  ['nobody', '아무도 받지 않기'],
] as const

type SettingsFormProps = {
  settings: z.output<typeof settingsInput>
  tiers: { tier: number; name: string }[]
}

/** Who may write to a channel, and which words keep a message back. */
export function SettingsForm({ settings, tiers }: SettingsFormProps) {
  const { whoMayWrite, fromTier, allowLinks, retweetsADay, blockedWords, allowedWords } = settings
  return (
    <OperationForm op="PUT /creator/settings" redirectTo="here" className="card">
      {(name) => (
        <>
          <h2>편지와 메시지</h2>
          <ChoiceField
            name={name('whoMayWrite')}
            label="편지를 보낼 수 있는 분"
            options={WHO}
            value={whoMayWrite}
          />
          <SelectField
            name={name('fromTier')}
            label="배지를 받은 분만 쓸 때, 어느 배지부터"
            options={tiers.map(({ tier, name }) => [String(tier), name] as const)}
            value={String(fromTier)}
            hint="VIP는 ‘아무도 받지 않기’가 아니면 언제나 쓸 수 있어요"
          />
          <CheckField name={name('allowLinks')} ticked={allowLinks}>
            주소(링크)가 든 글도 받기
          </CheckField>
          <Field
            name={name('retweetsADay')}
            label="하루에 소개할 수 있는 편지"
            value={String(retweetsADay)}
            hint="0–100통"
          />
          <WordsField
            name={name('blockedWords')}
            label="차단어"
            words={blockedWords}
            hint="한 줄에 하나씩, 200개까지. 띄어 쓰거나 기호를 넣어도 걸러요"
          />
          <WordsField
            name={name('allowedWords')}
            label="차단어가 들어 있어도 괜찮은 말"
            words={allowedWords}
            hint="예: 차단어가 ‘바보’라면 ‘바보온달’"
          />
          <button className="button w-full" type="submit">
            저장하기
          </button>
        </>
      )}
    </OperationForm>
  )
}

type WordsFieldProps = { name: string; label: string; words: string[]; hint: string }

/** A list of words, one a line. */
export function WordsField({ name, label, words, hint }: WordsFieldProps) {
  const { value, error } = useField(name, words.join('\n'))
  return (
    <FieldFrame id={name} label={label} hint={hint} error={error}>
      <textarea
        className="input"
        id={name}
        name={name}
        rows={4}
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        {...describedBy(name, error)}
      />
    </FieldFrame>
  )
}

type BlockedPeopleProps = {
  items: { chzzkUserId: string; displayName: string }[]
  nextCursor: string | null
  isFirst: boolean
}

/** Whom a creator blocked, and the way back for each. */
export function BlockedPeople({ items, nextCursor, isFirst }: BlockedPeopleProps) {
  return (
    <section className="card" id="blocked">
      <h2>차단한 분</h2>
      {items.length === 0 && isFirst ? (
        <p className="note">차단한 분이 없어요. 편지를 열면 보낸 분을 차단할 수 있어요</p>
      ) : (
        <ul className="flex flex-col">
          {items.map(({ chzzkUserId, displayName }) => (
            <li key={chzzkUserId} className="row" data-row="">
              <Face name={displayName} id={chzzkUserId} />
              <span className="row-body truncate">{displayName}</span>
              <OperationForm op="DELETE /block" redirectTo="here" fields={{ chzzkUserId }}>
                <button className="button button-quiet button-small" type="submit">
                  차단 풀기
                </button>
              </OperationForm>
            </li>
          ))}
        </ul>
      )}
      <More
        address={paths.settings}
        cursor={nextCursor}
        shown={isFirst ? 0 : 1}
        part="blocked"
        isFirst={isFirst}
      />
    </section>
  )
}
