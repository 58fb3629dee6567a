import type { DonationView } from '~/domain/donations/presenter'

type Held = Pick<DonationView, 'heldBy' | 'nameHeldBy'>

/** For the creator: what keeps a message from the public, and what keeps its donor's name from it. */
export function HeldMark({ donation: { heldBy, nameHeldBy } }: { donation: Held }) {
  return (
    <>
      {heldBy && (
        <p className="small held">
          <span className="tag tag-out">걸러진 메시지</span> <HeldReason word={heldBy} /> 아직 공개하지
          않았어요
        </p>
      )}
      {nameHeldBy && (
        <p className="small held">
          <span className="tag tag-out">걸러진 이름</span> 이름에 든 차단어 “{nameHeldBy}” 때문에 피드에는
          익명으로 보여요
        </p>
      )}
    </>
  )
}

/** Not every message is held by a word of the list: a link that CHZZK let through, and whoever is blocked. */
function HeldReason({ word }: { word: string }) {
  if (word === '주소(링크)') return <>링크가 있어서</>
  if (word === '차단한 사람') return <>차단한 사람의 글이라</>
  return <>차단어 “{word}” 때문에</>
}
