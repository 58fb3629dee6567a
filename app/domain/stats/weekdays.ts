/** Monday first, as weeks and the heat map are counted. */
export const WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'] as const
