import { env } from '~/env.server'
import { folderStore } from './folder.server'
import { s3Store } from './s3.server'
import type { Store } from './store'

/** An S3-compatible store where one is configured, else the data directory. */
export const store: Store = env.s3 ? s3Store(env.s3) : folderStore(env.dataDir)
