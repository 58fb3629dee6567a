/** A badge as everybody sees it beside a name. */
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

/** What a tier calls a picture that its creator brought: its address. */
export const iconPath = (id: string) => `/badges/icons/${id}`

/** Whether an icon is one of the drawn ones; any other is the address of a picture. */
export function isDrawn(icon: string): icon is DrawnIcon {
  return (drawnIcons as readonly string[]).includes(icon)
}
