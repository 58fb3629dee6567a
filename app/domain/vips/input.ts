import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'
import { writing } from '~/domain/core/text'

const MAX_NOTE = 200

export const vipPath = z.object({ chzzkUserId: chzzkChannelId })

export const vipInput = z.object({ note: writing(MAX_NOTE).nullish() })
