import { PUSH, WEBHOOK, webhookCopy } from '~/copy/ko/notifications'
import { paths } from '~/http/paths'
import { Field } from '../form/field'
import { OperationForm } from '../form/operation-form'
import { OutsideCard } from '../outside'
import { Ago } from '../when'

/** Notices on this device: the script shows which of these parts is true here; without it there is no push. */
export function PushCard() {
  return (
    <>
      <OutsideCard reason="push" />
      <section className="card" data-push="" hidden>
        <h2>{PUSH.title}</h2>
        <p className="note">{PUSH.note}</p>
        <p role="alert" data-push-when="failed" hidden>
          {PUSH.failed}
        </p>
        <button className="button w-full" type="button" data-push-act="on" data-push-when="off failed" hidden>
          {PUSH.on}
        </button>
        <div className="flex flex-col gap-2" data-push-when="on" hidden>
          <p role="status">{PUSH.isOn}</p>
          <OperationForm op="POST /notices/test" redirectTo="here">
            <button className="button button-quiet w-full" type="submit">
              {PUSH.test}
            </button>
          </OperationForm>
          <button className="button button-text self-start" type="button" data-push-act="off">
            {PUSH.off}
          </button>
        </div>
        <p data-push-when="denied" hidden>
          {PUSH.denied}
        </p>
        <p data-push-when="unable" hidden>
          {PUSH.install}{' '}
          <a className="link tap" href={paths.install}>
            {PUSH.howToInstall}
          </a>
        </p>
      </section>
    </>
  )
}

type Webhook = { since: string | null; lastAt: string | null; lastStatus: number | null }

/** A creator's Discord, which learns that something waits. */
export function WebhookCard({ webhook }: { webhook: Webhook }) {
  const { since, lastAt, lastStatus } = webhook
  return (
    <section className="card" id="discord">
      <h2>{WEBHOOK.title}</h2>
      <p className="note">{WEBHOOK.note}</p>
      {since && (
        <>
          <p>
            {WEBHOOK.isOn}
            {lastAt && (
              <span className="note">
                {' '}
                · {webhookCopy(lastStatus)} · <Ago at={lastAt} />
              </span>
            )}
          </p>
          <div className="flex flex-wrap gap-2">
            <OperationForm op="POST /creator/webhook/test" redirectTo="here" className="flex-auto">
              <button className="button button-quiet w-full" type="submit">
                {WEBHOOK.test}
              </button>
            </OperationForm>
            <OperationForm op="DELETE /creator/webhook" redirectTo="here">
              <button className="button button-text" type="submit">
                {WEBHOOK.remove}
              </button>
            </OperationForm>
          </div>
        </>
      )}
      <OperationForm op="PUT /creator/webhook" redirectTo="here" className="flex flex-col gap-3">
        {(name) => (
          <>
            <Field name={name('url')} label={WEBHOOK.url} hint={WEBHOOK.hint} />
            <button className="button button-quiet w-full" type="submit">
              {WEBHOOK.save}
            </button>
          </>
        )}
      </OperationForm>
    </section>
  )
}
