export type Badge = { tier: number; name: string; icon: string }

/** The badges that Melt draws itself; `ui/badges` has a drawing for each. */
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

/** How a tier names an uploaded picture: by its address. */
export const iconPath = (id: string) => `/badges/icons/${id}`

/** Any other icon is the address of a picture. */
export function isDrawn(icon: string): icon is DrawnIcon {
  return (drawnIcons as readonly string[]).includes(icon)
}
