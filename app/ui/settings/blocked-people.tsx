import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { Face } from '../face'

type BlockedPeopleProps = { people: { chzzkUserId: string; displayName: string }[] }

/** Whom a creator blocked, and the way back for each. */
export function BlockedPeople({ people }: BlockedPeopleProps) {
  return (
    <section className="card stack" id="blocked">
      <h2>차단한 분</h2>
      {people.length === 0 ? (
        <p className="soft small">차단한 분이 없어요. 편지를 열면 보낸 분을 차단할 수 있어요</p>
      ) : (
        <ul className="rows">
          {people.map(({ chzzkUserId, displayName }) => (
            <li key={chzzkUserId} className="row" data-row="">
              <Face name={displayName} id={chzzkUserId} />
              <span className="row-body ellipsis">{displayName}</span>
              <ActForm action="/block" formPage={paths.settings} redirectTo={paths.settings} method="DELETE">
                <input type="hidden" name="chzzkUserId" value={chzzkUserId} />
                <button className="button button-quiet button-small" type="submit">
                  차단 풀기
                </button>
              </ActForm>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
