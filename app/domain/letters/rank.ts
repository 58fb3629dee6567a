/** The inbox rank of a VIP's letter; those of badges stand below it, and 0 is everybody's. */
export const VIP_RANK = 100
