export type Badge = { tier: number; name: string; icon: string }

export const drawnIcons = [
  'drop',
  'spark',
  'star',
  'crown',
  'heart',
  'flame',
  'moon',
  'clover',
  'gem',
  'note',
  'sprout',
  'cheese',
] as const

export type DrawnIcon = (typeof drawnIcons)[number]

export const iconPath = (id: string) => `/badges/icons/${id}`

/** Any other icon is the address of a picture. */
export function isDrawn(icon: string): icon is DrawnIcon {
  return drawnIcons.some((drawn) => drawn === icon)
}
