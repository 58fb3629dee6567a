import type { NotificationKind } from '#prisma'
import { hourCopy, KIND_COPY, PREFERENCES } from '~/copy/ko/notifications'
import { creatorKinds, fanKinds } from '~/domain/notifications/input'
import { SelectField } from '../form/choice-fields'
import { OperationForm } from '../form/operation-form'

type Muted = { kind: NotificationKind; chzzkChannelId: string | null; channelName: string | null }

/** A switch for each kind that comes to a fan, and to a creator. */
export function KindSwitches({ muted, isCreator }: { muted: Muted[]; isCreator: boolean }) {
  const groups = [
    [PREFERENCES.fan, fanKinds],
    ...(isCreator ? ([[PREFERENCES.creator, creatorKinds]] as const) : []),
  ] as const
  const isMuted = (kind: NotificationKind) =>
    muted.some((mute) => mute.kind === kind && mute.chzzkChannelId === null)
  return groups.map(([title, kinds]) => (
    <section key={title} className="card">
      <h2>{title}</h2>
      <ul className="flex flex-col">
        {kinds.map((kind) => (
          <li key={kind} className="row" data-row="">
            <span className="row-body">
              {KIND_COPY[kind].name}
              <span className="note">{isMuted(kind) ? PREFERENCES.off : PREFERENCES.on}</span>
            </span>
            <MuteForm kind={kind} chzzkChannelId={null} muted={!isMuted(kind)} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

/** What was muted of single channels, and the way back for each. */
export function ChannelMutes({ muted }: { muted: Muted[] }) {
  const ofChannels = muted.filter(({ chzzkChannelId }) => chzzkChannelId !== null)
  if (ofChannels.length === 0) return null
  return (
    <section className="card">
      <h2>{PREFERENCES.ofChannels}</h2>
      <ul className="flex flex-col">
        {ofChannels.map(({ kind, chzzkChannelId, channelName }) => (
          <li key={`${kind} ${chzzkChannelId}`} className="row" data-row="">
            <span className="row-body">
              <span className="truncate">{channelName}</span>
              <span className="note">{KIND_COPY[kind].name}</span>
            </span>
            <MuteForm kind={kind} chzzkChannelId={chzzkChannelId} muted={false} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type MuteFormProps = { kind: NotificationKind; chzzkChannelId: string | null; muted: boolean }

function MuteForm({ kind, chzzkChannelId, muted }: MuteFormProps) {
  return (
    <OperationForm
      op={muted ? 'PUT /notices/mutes' : 'DELETE /notices/mutes'}
      fields={{ kind, ...(chzzkChannelId && { chzzkChannelId }) }}
    >
      <button className="button button-quiet button-small" type="submit">
        {muted ? PREFERENCES.turnOff : PREFERENCES.turnOn}
        <span className="sr-only">: {KIND_COPY[kind].name}</span>
      </button>
    </OperationForm>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => [String(hour), hourCopy(hour)] as const)

type QuietHours = { quietFrom: number; quietTo: number }

/** When nothing is pushed. */
export function QuietHoursForm({ quietFrom, quietTo }: QuietHours) {
  return (
    <OperationForm op="PUT /notices/preferences" className="card">
      {(name) => (
        <>
          <h2>{PREFERENCES.quiet}</h2>
          <p className="note">{PREFERENCES.quietNote}</p>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              name={name('quietFrom')}
              label={PREFERENCES.quietFrom}
              options={HOURS}
              value={String(quietFrom)}
            />
            <SelectField
              name={name('quietTo')}
              label={PREFERENCES.quietTo}
              options={HOURS}
              value={String(quietTo)}
            />
          </div>
          <button className="button w-full" type="submit">
            {PREFERENCES.save}
          </button>
        </>
      )}
    </OperationForm>
  )
}
