type Hides = { hideAmount: boolean; hideName: boolean }

/** What the fan keeps from the feed: a creator who shows this file to others should know. */
export function hiddenCell({ hideAmount, hideName }: Hides) {
  if (hideAmount && hideName) return '금액·이름'
  if (hideName) return '이름'
  return hideAmount ? '금액' : null
}
