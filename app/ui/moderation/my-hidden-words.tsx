import type { MyHiddenMessage } from '~/domain/moderation/presenter'
import { paths } from '~/http/paths'
import { NextIcon } from '../icons'
import { TYPE_WORDS } from './type-words'

/** A creator's own posts and replies that an admin hid, with the way to object. */
export function MyHiddenWords({ words }: { words: MyHiddenMessage[] }) {
  if (words.length === 0) return null
  return (
    <section className="card" aria-labelledby="my-hidden-title">
      <h2 id="my-hidden-title">숨겨진 내 글</h2>
      <ul className="rows">
        {words.map(({ id, type, content, objection, reason }) => (
          <li key={id}>
            <a className="row plain" href={paths.myHidden(id)}>
              <span className="row-body">
                <span className="ellipsis">{content}</span>
                <span className="small soft">
                  {TYPE_WORDS[type]}
                  {reason && ` · 이유: ${reason}`}
                  {objection && ' · 이의를 남겼어요'}
                </span>
              </span>
              <NextIcon />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
