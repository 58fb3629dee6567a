import type { Opens } from '~/domain/contents/item'
import { paths } from '~/http/paths'
import { ActForm } from '../act-form'
import { RequestId } from '../form/request-id'
import { ContentFields } from './content-fields'
import { CouponFields } from './coupon-fields'

/** Shares something with a badge or with VIPs. */
export function NewContentForm({ gates, requestId }: { gates: Opens[]; requestId: string }) {
  return (
    <ActForm
      action="/creator/contents"
      formPage={paths.newContent}
      className="stack"
      draftKey="content"
      files
    >
      <RequestId id={requestId} />
      <ContentFields gates={gates} />
      <CouponFields />
      <button className="button wide" type="submit">
        올리기
      </button>
    </ActForm>
  )
}
