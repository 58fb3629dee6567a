import { paths } from '~/http/paths'

const FIELDS = [
  ['channelId', '채널 번호'],
  ['seq', '이 채널의 몇 번째 기록인지'],
  ['donationId', '후원 번호'],
  ['from', '바뀌기 전 상태, 처음이면 null'],
  ['to', '바뀐 뒤 상태'],
  ['amountDelta', '확인하면 +금액, 취소하면 −금액, 그 밖에는 0'],
  ['actorKind', '누가 바꿨는지: 팬, 스트리머, 운영자, 치지직 신호, 정산 내역'],
  ['actorId', '바꾼 사람의 번호, 사람이 아니면 null'],
  ['reasonDigest', '적은 이유의 값(아래), 없으면 null'],
  ['at', '바뀐 때 (UTC, 1,000분의 1초까지)'],
  ['prevHash', '바로 앞 기록의 해시, 처음이면 0이 64개'],
] as const

export function LedgerGuide() {
  return (
    <article className="prose">
      <h1>기록이 그대로인지 확인하기</h1>
      <p>
        후원이 확인되거나 바뀔 때마다 한 줄이 더해지고, 이미 적힌 줄은 고치거나 지우지 않아요(이유로 적은
        글만은 지울 수 있고, 지웠다는 게 남아요). 줄마다 앞줄에서 나온 값(해시)이 들어 있어서, 한 글자만
        달라져도 그 뒤가 모두 어긋나요.
      </p>
      <h2>직접 확인해 보세요</h2>
      <ol>
        <li>스트리머는 통계의 ‘파일로 내려받기’에서 기록 원본을 받아요.</li>
        <li>
          <a className="link" href={paths.ledgerScript} download>
            확인 프로그램
          </a>
          을 받아요. 마흔 줄 남짓이라 읽어 볼 수 있고, Node 말고는 아무것도 필요 없어요. 파일을 받을 때마다
          새로 받아 주세요.
        </li>
        <li>
          두 파일을 한 폴더에 두고 이렇게 실행해요.
          <code className="block text-sm">node verify-ledger.mjs melt-ledger-2026-11-29.ndjson</code>
        </li>
        <li>
          whole이 나오면 빠지거나 달라진 줄이 없어요. 어긋난 줄이 있으면 몇 번째인지 하나하나 알려 줘요.
        </li>
      </ol>
      <p>
        함께 나오는 마지막 값을 적어 두거나 파일을 보관해 주세요. 나중에 받은 파일의 같은 번호와 견주면,
        그사이 누가 지난 기록을 통째로 다시 썼는지도 알 수 있어요. 멜트를 운영하는 사람도 예외가 아니에요.
      </p>
      <p>
        후원 하나만 확인하려면 후원 화면에서 영수증을 받아{' '}
        <a className="link" href={paths.verify}>
          영수증 확인하기
        </a>
        에서 골라 보세요. 파일은 기기를 떠나지 않아요.
      </p>
      <h2>해시는 이렇게 만들어요</h2>
      <p>
        맨 앞에 “melt-entry/v2”를, 그 뒤에 아래 열한 가지를 이 순서대로 JSON 배열 하나로 적고(빈칸 없이,
        UTF-8), 그 글자에 SHA-256을 계산해 소문자 16진수로 적은 값이 그 줄의 해시예요.
      </p>
      <p>
        이유의 값은 reasonSalt의 열여섯 바이트와 이유를 이어 붙여 SHA-256을 계산한 거예요. 그래서 사람을
        알아볼 수 있는 이유를 나중에 지워도, 기록은 그대로인 걸 확인할 수 있어요. form이 없는 예전 줄은 맨
        앞의 말 없이, 이유를 그대로 넣어 계산해요.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">이름</th>
            <th scope="col">뜻</th>
          </tr>
        </thead>
        <tbody>
          {FIELDS.map(([name, meaning]) => (
            <tr key={name}>
              <th scope="row">
                <code className="text-sm">{name}</code>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  )
}
