import { OutIcon } from '../icons'

type LeaveStepProps = { donateUrl: string; backTo: string }

/** The way to CHZZK, in its own window, so that this one keeps what was written. */
export function GoToChzzkStep({ donateUrl, backTo }: LeaveStepProps) {
  return (
    <div className="card card-accent">
      <h2>치지직에서 후원해요</h2>
      <p className="soft">치지직으로 이동해서 후원해요. 돌아오면 이어서 쓸 수 있어요</p>
      <a className="button wide" href={donateUrl} target="_blank" rel="noopener" data-leave={backTo}>
        <OutIcon />
        치지직에서 후원하기
      </a>
    </div>
  )
}
