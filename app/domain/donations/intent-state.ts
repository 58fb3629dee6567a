/** What became of a fan's intent: it can still be registered, it lapsed, it waits in the queue, it was registered, or no donation followed. */
export type IntentState = 'open' | 'queued' | 'lapsed' | 'registered' | 'dismissed'
