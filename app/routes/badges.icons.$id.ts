import { getIconFile } from '~/domain/badges/icons.server'
import { endpoint } from '~/http/endpoint.server'
import { fileAnswer } from '~/http/file-answer.server'

const route = endpoint({
  'GET /badges/icons/:id': async ({ params, request }) =>
    fileAnswer(request, await getIconFile(params.id), 'for everybody'),
})

export const loader = route.loader
export const action = route.action
