const READERS_OF_NAMES = ['anonymous', 'fan', 'creator', 'admin']

/**
 * What still costs more in a large channel than in a small one; a row that no longer does has to leave. A part of a channel's name stands in
 * no index. A search of the inbox looks through 2,000 messages at most, which beside few lie on few pages. The repeat rate's file asks of
 * each donation how often its person came, and beside many the longer of its two lists is looked through for fewer lines.
 */
export const STILL_GROWING: string[] = [
  ...READERS_OF_NAMES.flatMap((reader) =>
    ['응원', '어디에도 없는 말'].map((query) => `${reader} GET /channels?query=${query}`),
  ),
  'creator GET /creator/stats/explain.csv?figure=repeatRate',
  ...['이웃', '어디에도 없는 말'].map((query) => `creator GET /creator/inbox?query=${query}`),
]
