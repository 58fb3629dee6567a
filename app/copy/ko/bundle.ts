import type { BundledProof } from '~/domain/settlement/bundle.server'
import type { MonthlyReport } from '~/domain/settlement/monthly-report'
import type { DonationOfFile } from '~/domain/settlement/monthly-rows.server'
import { spreadsheetTime } from './dates'
import { provenanceCopy } from './figures'
import { reportTitle } from './monthly-report'
import { POSTURE } from './settlement'

export const HIDDEN_NAME = '이름을 밝히지 않은 분'
export const NO_NAME = '익명'

const donationColumn = [
  { header: '후원 번호', cell: ({ id }: DonationOfFile) => id },
  { header: '후원 시각(한국)', cell: ({ at }: DonationOfFile) => spreadsheetTime(at) },
  { header: '치즈', cell: ({ amount }: DonationOfFile) => amount },
  { header: '확정일시', cell: ({ confirmedAt }: DonationOfFile) => spreadsheetTime(confirmedAt) },
  { header: '출처', cell: ({ source }: DonationOfFile) => provenanceCopy('CONFIRMED', source) },
]
const nameColumn = {
  header: '이름',
  cell: ({ name, hideName }: DonationOfFile) =>
    hideName ? HIDDEN_NAME : (name?.replace(/\s+/g, ' ') ?? NO_NAME),
}

export const bundledDonationColumns = (names: boolean) =>
  names ? [...donationColumn, nameColumn] : donationColumn

type About = {
  report: MonthlyReport
  proof: BundledProof | null
  keyAddress: string
  programAddress: string
  channelAddress: string
}

/** VERIFY.md: how to check the files, and what that shows. */
export function verifyDocument(about: About): string {
  const { report, proof, keyAddress, programAddress, channelAddress } = about
  const { channel, month, ledger, checkpoint } = report
  return `# ${channel.name} · ${reportTitle(month)} 확인하기

> ${POSTURE}

스트리머가 직접 내려받아 건네준 묶음이에요. 멜트는 이 파일을 누구에게도 보내지 않았어요.

## 확인하는 방법

Node.js 20 이상만 있으면 돼요. 건네받은 프로그램과 열쇠를 그대로 믿지 않아도 되게, 둘 다 멜트에서 새로 받아 주세요.

- 프로그램: ${programAddress} 를 묶음을 푼 폴더에 verify.mjs로 저장해요
- 열쇠: ${keyAddress} 에 있는 한 줄이에요

그 폴더에서 이렇게 실행해요. 열쇠를 적지 않으면 묶음에 든 열쇠로 확인해요.

    node verify.mjs '열쇠 한 줄'

모두 맞으면 0, 어긋난 곳이 있으면 그 자리를 말하고 1, 어긋난 곳은 없지만 서명이 없거나 확인하지 못한 것이 있으면 2로 끝나요.

## 무엇을 확인하나요?

- ledger.ndjson의 기록마다 해시를 다시 계산하고, 앞 기록과 이어지는지 봐요
- ${proof ? 'leaf.txt가 그 기록들의 뿌리를 담고, proof.tlog-proof가 그 잎이 서명한 장부에 있음을 보여요' : '아직 서명한 장부에 들어간 기록이 없어서 leaf.txt, proof.tlog-proof, key가 없어요'}
- donations.csv의 줄과 report.csv의 후원 줄, 확인된 치즈가 기록과 같은지 봐요. 아직 서명하지 않은 몫은 따로 말해요
- SHA256SUMS로 모든 파일이 그대로인지 봐요

## 무엇을 알 수 있나요?

- 이 채널의 기록은 ${ledger.seq}번까지이고 마지막 해시는 ${ledger.hash}예요
- ${signedCopy(checkpoint)}
- 서명한 뒤에 멜트도, 스트리머도 그 기록을 몰래 고칠 수 없어요
- 누구의 채널인지는 프로그램이 말하는 채널 번호를 ${channelAddress} 에 있는 id와 비교해서 알 수 있어요

## 무엇은 알 수 없나요?

- report.html의 수는 확인하지 않아요. 프로그램이 말하는 수와 비교해 주세요
- 서명한 날 뒤의 일은 들어 있지 않아요. 오래된 묶음이라면 그 뒤에 취소된 후원이 있을 수 있어요
- 치지직이 실제로 지급한 금액은 이 묶음으로 알 수 없어요
- 후원이 온 날은 서명에 들어 있지 않아요. 첫 기록보다 늦지 않은지만 봐요. 확정일시는 들어 있어요
- 기록에 적힌 이유는 담지 않았어요. 그 요약값만 남아 있어요
- SHA256SUMS는 서명이 아니에요. 묶음을 통째로 새로 만든 사람까지 막지는 못해요
- 정산 내역과 맞춰진 비율은 기록에 들어 있지 않아서 다시 계산할 수 없어요
- 확정한 사람이 옳게 확정했는지는 프로그램이 알 수 없어요
`
}

function signedCopy(checkpoint: MonthlyReport['checkpoint']) {
  if (!checkpoint) return '아직 서명된 기록이 없어요'
  const { seq, day, unsigned } = checkpoint
  const signed = `${seq}번까지 ${day}에 서명됐어요`
  return unsigned === 0 ? signed : `${signed}. 그 뒤 ${unsigned}건은 아직 서명 전이에요`
}
