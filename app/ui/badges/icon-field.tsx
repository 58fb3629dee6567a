import { type DrawnIcon, drawnIcons } from '~/domain/badges/badge'
import { FieldError } from '../form/field'
import { useField } from '../form/returned'
import { DrawnBadge } from './drawings'

const WORDS: Record<DrawnIcon, string> = {
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

type IconFieldProps = { name: string; icon: string; brought: string[] }

/** One of the drawn badges, or of the pictures that the creator brought. */
export function IconField({ name, icon, brought }: IconFieldProps) {
  const { value, error } = useField(name, icon)
  return (
    <fieldset className="field">
      <legend className="field-name">그림</legend>
      <div className="icon-choice">
        {drawnIcons.map((drawn) => (
          <label key={drawn} title={WORDS[drawn]}>
            <input type="radio" name={name} value={drawn} defaultChecked={drawn === value} />
            <span className={`badge-mark badge-large badge-${drawn}`}>
              <DrawnBadge icon={drawn} />
            </span>
            <span className="sr-only">{WORDS[drawn]}</span>
          </label>
        ))}
        {brought.map((own, index) => (
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
