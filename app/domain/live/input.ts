import { z } from 'zod'
import { chzzkChannelId } from '~/domain/channels/input'

export const eventsQuery = z.object({ chzzkChannelId })
