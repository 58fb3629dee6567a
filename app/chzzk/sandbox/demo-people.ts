export interface DemoPerson {
  role: 'streamer' | 'viewer'
  channelId: string
  channelName: string
  followerCount: number
  verifiedMark: boolean
}

const viewer = (channelId: string, channelName: string, followerCount = 0): DemoPerson => ({
  role: 'viewer',
  channelId,
  channelName,
  followerCount,
  verifiedMark: false,
})

/** The same in the demo, the seed and the tests. */
export const demoPeople = {
  streamer: {
    role: 'streamer',
    channelId: '5eafa11d9c3b4e27a8d06f1b2c4e7a90',
    channelName: '밤비노래방',
    followerCount: 18_240,
    verifiedMark: true,
  },
  secondStreamer: {
    role: 'streamer',
    channelId: 'b0a7c2f4e6d81935a7c0e2f4b6d8091a',
    channelName: '고구마탐험대',
    followerCount: 962,
    verifiedMark: false,
  },
  regular: viewer('1f0e2d3c4b5a69788796a5b4c3d2e1f0', '새벽세시라면', 12),
  newcomer: viewer('2a4c6e8091b3d5f7092b4d6f8a1c3e50', '감자튀김요정'),
  generous: viewer('3c9d1e7f5a2b48609e8d7c6b5a493827', '서울숲다람쥐', 3),
  quiet: viewer('4d8e2f6a0b1c3957f8e6d4c2b0a19375', '조용히보는사람'),
  longName: viewer(
    '6b1d3f5a7c9e0284b6d8fa1c3e507294',
    '오늘도퇴근길에노래들으며집에가는평범한직장인입니다정말로요',
  ),
  oneLetter: viewer('7e9c5a3b1d0f2846c8ea0c2e4a6b8d1f', '봄', 1),
} as const satisfies Record<string, DemoPerson>

export const demoPersonList: readonly DemoPerson[] = Object.values(demoPeople)
