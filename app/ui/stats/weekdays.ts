/** As the heat map's rows are ordered. */
export const WEEKDAYS = ['월', '화', '수', '목', '금', '토', '일'] as const
