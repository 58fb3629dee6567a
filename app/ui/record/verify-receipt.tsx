import { paths } from '~/http/paths'
import { FILE_INPUT } from '../form/field'

/** Works by its own script (app/enhance/verify.ts) with the keys that stand in it; without scripts it says how else. */
export function VerifyReceipt({ vkeys }: { vkeys: string }) {
  return (
    <article className="prose">
      <h1>영수증 확인하기</h1>
      <p>
        후원 화면에서 받은 영수증 파일이 멜트가 서명한 기록과 맞는지 확인해요. 파일은 이 기기에서만 읽고
        어디로도 보내지 않아요. 이 화면을 연 뒤에는 연결이 끊겨도 확인할 수 있어요.
      </p>
      <section className="flex flex-col gap-3" data-verify={vkeys} hidden>
        <label className="field">
          <span>영수증 파일</span>
          <input className={FILE_INPUT} type="file" accept=".txt,text/plain" />
        </label>
        <div role="status" aria-live="polite" />
      </section>
      <p className="card" data-without-script="">
        이 화면에서 확인하려면 자바스크립트가 필요해요. 켤 수 없다면 아래 확인 프로그램을 써 주세요.
      </p>
      <h2>멜트 없이 확인하기</h2>
      <ol>
        <li>
          <a className="link" href={paths.proofScript} download>
            확인 프로그램
          </a>
          을 받아요. 백 줄이 안 되고, Node 말고는 아무것도 필요 없어요.
        </li>
        <li>
          멜트의{' '}
          <a className="link" href={paths.ledgerKey}>
            열쇠
          </a>
          는 한 줄이 하나예요. 맨 위의 것을 복사해요.
        </li>
        <li>
          영수증과 한 폴더에 두고 이렇게 실행해요.
          <code className="block text-sm">node verify-proof.mjs "열쇠" melt-receipt.txt</code>
        </li>
      </ol>
      <h2>영수증에는 무엇이 있나요</h2>
      <p>
        후원이 확인되고 바뀐 기록, 그 기록이 채널의 기록에 들어 있다는 증거, 그날 서명한 모든 채널의 기록에
        들어 있다는 증거가 차례로 있어요. 이름과 메시지, 적은 이유는 없고, 채널과 사람은 번호로만 적혀 있어요.
        예전에 적은 이유만은 기록 안에 그대로 있을 수 있어요.
      </p>
      <p>
        채널 번호가 누구의 것인지는 영수증에 없어요. 같은 스트리머의 다른 영수증에도 같은 번호가 있어요.
        영수증을 받은 뒤에 바뀐 것도 들어 있지 않아요.{' '}
        <a className="link" href={paths.ledger}>
          기록이 그대로인지 확인하기
        </a>
      </p>
    </article>
  )
}
