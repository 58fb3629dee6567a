import { openBundle } from '~/domain/settlement/bundle.server'
import { bundleParts } from '~/http/bundle/parts.server'
import { zipOf } from '~/http/bundle/zip.server'
import { settlementOperations } from '~/http/contract/settlement'
import { endpoint } from '~/http/pipeline/endpoint.server'
import { bytesOf, file } from '~/http/responses/answer.server'
import { drawReportFile } from '~/ui/settlement/report-file'

const route = endpoint(settlementOperations, {
  'GET /creator/settlement/bundle': async ({ viewer, input }) => {
    const bundle = await openBundle(viewer, input)
    const name = `melt-bundle-${bundle.report.month}.zip`
    return file(name, 'application/zip', bytesOf(zipOf(bundleParts(bundle, drawReportFile(bundle)))))
  },
})

export const loader = route.loader
export const action = route.action
