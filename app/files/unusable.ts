/** Why a file cannot be kept: of a kind that Melt does not show, not readable to its end, or too much of it. */
export type Unusable = 'unknown' | 'broken' | 'too_large'
