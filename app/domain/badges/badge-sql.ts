/** The badge of a person in a channel as JSON, or null: the highest of its present tiers that they reached. */
export const badgeSql = (channel: string, person: string) => `(
    SELECT json_build_object('tier', b.tier, 'name', b.name, 'icon', b.icon)
    FROM user_badges ub JOIN badges b ON b.channel_id = ub.channel_id AND b.tier = ub.tier
    WHERE ub.channel_id = ${channel} AND ub.user_id = ${person} ORDER BY ub.tier DESC LIMIT 1)`
