import { useContext } from 'react'
import { OUTSIDE, OUTSIDE_REASONS, type OutsideReason } from '~/copy/ko/in-app'
import { OutIcon } from './icons'
import { PageContext } from './page-context'

/** Inside an app, what does not work there and the way to the browser outside; elsewhere nothing. */
export function OutsideCard({ reason }: { reason: OutsideReason }) {
  const { inApp } = useContext(PageContext)
  if (!inApp) return null
  const { app, address, outside } = inApp
  const note = reason === 'login' ? OUTSIDE.staysHere : OUTSIDE.opensAnew
  return (
    <section className="card" data-screen="">
      <p>{OUTSIDE_REASONS[reason](app)}</p>
      {outside ? (
        <a className="button button-quiet w-full" href={outside}>
          <OutIcon />
          {OUTSIDE.open}
        </a>
      ) : (
        <CopiedAddress address={address} id={`outside-${reason}`} />
      )}
      <p className="note">{outside ? note : OUTSIDE.byMenu}</p>
    </section>
  )
}

/** For a browser whose app has no link that leads out of it. */
function CopiedAddress({ address, id }: { address: string; id: string }) {
  return (
    <div className="field">
      <label className="field-name" htmlFor={id}>
        {OUTSIDE.address}
      </label>
      <input className="input select-all" id={id} type="text" value={address} readOnly data-copy="" />
    </div>
  )
}
