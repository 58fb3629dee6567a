/** What became of a fan's intent: it can still be registered, it lapsed, it was registered, or no donation followed. */
export type IntentState = 'open' | 'lapsed' | 'registered' | 'dismissed'
