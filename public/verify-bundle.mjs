// 멜트가 만든 제출용 묶음을 멜트 없이 확인해요. Node.js 20 이상: node verify.mjs ['열쇠 한 줄']
// 끝나는 값: 0 모두 맞음, 1 어긋난 곳이 있음, 2 어긋난 곳은 없지만 확인하지 못한 것이 있음
import { createHash, createPublicKey, verify } from 'node:crypto'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const POSTURE = '참고 지표예요. 지급을 약속하지 않고, 멜트는 돈을 다루지 않아요'
const at = (name) => new URL(name, import.meta.url)
const text = (name) => readFileSync(at(name), 'utf8')
const sha256 = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest()
const node = (left, right) => sha256(Buffer.of(1), left, right)
function need(isRight, where, what) {
  if (!isRight) throw new Error(`${where}: ${what}`)
}
const match = (pattern, line, where) => pattern.exec(line) ?? need(false, where, '형식이 달라요')
const bytes = (line, where) => Buffer.from(match(/^([A-Za-z0-9+/]+={0,2})$/, line, where)[0], 'base64')

// 기록의 정식 형식과 해시는 멜트의 /ledger에 있어요. 형식 1은 이유 자체가, 형식 2는 그 요약값이 해시에 들어가요.
const FIELDS = 'channelId seq donationId from to amountDelta actorKind actorId reason at prevHash'.split(' ')
const canonical = (entry) =>
  entry.form === 2
    ? ['melt-entry/v2', ...FIELDS.map((field) => entry[field === 'reason' ? 'reasonDigest' : field])]
    : FIELDS.map((field) => entry[field])

let place = ''
async function readLedger(signedSeq) {
  const [donations, roots] = [new Map(), []]
  let [last, signed, withheld] = [{ seq: 0, hash: '0'.repeat(64) }, {}, 0]
  for await (const line of createInterface({ input: createReadStream(at('ledger.ndjson')) })) {
    const where = `ledger.ndjson ${last.seq + 1}번 기록`
    place = where
    const entry = JSON.parse(line)
    const { seq, donationId, from, to, amountDelta: delta, hash, form = 1 } = entry
    need(seq === last.seq + 1 && entry.prevHash === last.hash, where, '앞 기록과 이어지지 않아요')
    const isNext = form === 2 || (form === 1 && last.form !== 2)
    need(isNext && entry.channelId === (last.channelId ?? entry.channelId), where, '형식이나 채널이 달라요')
    const known = donations.get(donationId) ?? { sum: 0, status: null }
    need(from === known.status || (from === 'PENDING' && !known.status), where, '앞 상태와 이어지지 않아요')
    const isRight = to === 'CONFIRMED' ? delta > 0 : delta === (to === 'REVERSED' ? -known.sum : 0)
    need(Number.isSafeInteger(delta) && isRight, where, '금액이 상태와 맞지 않아요')
    // 이유를 뺀 형식 1의 기록은 해시를 다시 계산할 수 없어요. 치즈를 더하지는 못해도 취소를 숨길 수는 있어요.
    const isWithheld = entry.reasonWithheld === true && form === 1 && to !== 'CONFIRMED'
    if (isWithheld) withheld = seq
    else need(sha256(JSON.stringify(canonical(entry))).toString('hex') === hash, where, '해시가 달라요')
    const times = { firstAt: known.firstAt ?? entry.at, confirmedAt: entry.at }
    donations.set(donationId, { ...times, sum: known.sum + delta, status: to, seq })
    // RFC 6962의 나무를 자라는 대로: 꽉 찬 부분 나무의 뿌리만 들고 있어요.
    roots.push(sha256(Buffer.of(0), Buffer.from(hash, 'hex')))
    for (let rest = seq; rest % 2 === 0; rest /= 2) roots.push(node(...roots.splice(-2)))
    if (seq === signedSeq) signed = { hash, root: roots.reduceRight((right, left) => node(left, right)) }
    last = { ...entry, form }
  }
  return { last, signed, withheld, donations }
}

function checkLeaf([form, channelId, , , headHash, root, end], last, signed) {
  need(form === 'melt-head/v1' && end === '', 'leaf.txt', '형식이 달라요')
  need(channelId === last.channelId, 'leaf.txt 2행', '다른 채널이에요')
  need(headHash === signed.hash, 'leaf.txt 5행', '그 번호의 기록과 해시가 달라요')
  need(root === signed.root.toString('hex'), 'leaf.txt 6행', '기록들의 뿌리가 달라요')
}

// 잎에서 뿌리까지(RFC 9162 2.1.3.2), 그리고 그 뿌리의 서명(c2sp.org/tlog-proof, signed-note).
function checkProof(keys, where = 'proof.tlog-proof') {
  const [proof, body = '', lines = ''] = text(where).split('\n\n')
  const [, index, path] = match(/^c2sp\.org\/tlog-proof@v1\nindex (\d+)((?:\n\S+)*)$/, proof, where)
  const [, origin, size, root] = match(/^(\S+)\n(\d+)\n(\S+)$/, body, where)
  let [hash, fn, sn] = [sha256(Buffer.of(0), readFileSync(at('leaf.txt'))), Number(index), size - 1]
  need(fn <= sn, where, '장부보다 뒤의 잎이에요')
  for (const sibling of path.split('\n').slice(1)) {
    const other = bytes(sibling, where)
    const isRight = fn % 2 === 1 || fn === sn
    while (isRight && fn % 2 === 0 && fn > 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)]
    hash = isRight ? node(other, hash) : node(hash, other)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  need(sn === 0 && hash.equals(bytes(root, where)), `leaf.txt 또는 ${where}`, '잎이 서명한 장부에 없어요')
  for (const vkey of keys) {
    const [, name, id, encoded] = match(/^([^ +]+)\+([0-9a-f]{8})\+(\S+)$/, vkey, 'key')
    const key = bytes(encoded, 'key')
    need(sha256(`${name}\n`, key).toString('hex', 0, 4) === id && key[0] === 1, 'key', '열쇠가 아니에요')
    const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.subarray(1)])
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' })
    for (const line of lines.trimEnd().split('\n')) {
      const [, signer, signature] = match(/^\u2014 (\S+) (\S+)$/, line, where)
      const signed = bytes(signature, where)
      if (signer !== name || signed.toString('hex', 0, 4) !== id || name !== origin) continue
      const isSigned = verify(null, Buffer.from(`${body}\n`), publicKey, signed.subarray(4))
      need(isSigned, where, '서명이 맞지 않아요')
      return `${origin} ${size}`
    }
  }
  need(keys.length === 0, where, '이 열쇠로 서명하지 않았어요')
}

// 사람이 표 프로그램에서 보는 것과 다르게 읽힐 수 있는 것은 받지 않아요: 첫 줄, 줄의 끝, 칸, 구분이 정해진 그대로여야 해요.
const DONATIONS = '\uFEFF"후원 번호","후원 시각(한국)","치즈","확정일시","출처"'
const DONATION = /^"([\da-f-]{36})","([\d :-]{16})",(\d+),"([\d :-]{16})","[^"]*"(?:,"(?:[^"]|"")*")?$/
const REPORT = '\uFEFF"기간","구분","건수","치즈","확정일시","출처","정산내역 행","차이","사유"'
const OF_STATEMENT = '에만 있는 줄|의 줄|과 맞(지 않)?은 치즈| (총액|수수료|부가세|원천징수|지급액|남는 차이)'
const KIND = RegExp(`^"[\\d ~-]+","(정산 내역(${OF_STATEMENT})|금액이 다른 후원|확인 전 후원|후원|안내)",`)
function linesOf(name, heads) {
  const [head, ...lines] = text(name).split('\r\n')
  const isWhole = heads.includes(head) && lines.pop() === '' && !/[\r\n]/.test(lines.join(''))
  need(isWhole, name, '첫 줄이나 줄의 끝이 달라요')
  return lines
}

const kst = (time) => new Date(Date.parse(time) + 32_400_000).toISOString().slice(0, 16).replace('T', ' ')
const AN_HOUR = 3_600_000
const sumOf = (list) => `${list.length}건 ${list.reduce((sum, one) => sum + one, 0)}치즈`
function checkFiles(donations, withheld, signedSeq) {
  const listed = linesOf('donations.csv', [DONATIONS, `${DONATIONS},"이름"`])
  const [first, ...report] = linesOf('report.csv', [REPORT])
  need(RegExp(`^"${POSTURE}",+$`).test(listed.pop()), 'donations.csv', '마지막 줄이 달라요')
  const [, month, counted] = match(/^"(\d{4}-\d\d)","확인된 치즈",(\d+,\d+),/, first, 'report.csv 2행')
  for (const [n, line] of report.entries()) need(KIND.test(line), `report.csv ${n + 3}행`, '구분이 달라요')
  const reported = report.filter((line) => line.includes('","후원",'))
  const [all, unsigned, unsure] = [[], [], []]
  for (const [n, line] of listed.entries()) {
    const where = `donations.csv ${n + 2}행`
    const [, id, givenAt, cheese, confirmed] = match(DONATION, line, where)
    const { status, sum, firstAt, confirmedAt, seq } = donations.get(id) ?? {}
    need(status === 'CONFIRMED' && donations.delete(id), where, '확인된 후원이 아니거나 두 번 나왔어요')
    need(String(sum) === cheese, where, '치즈가 기록과 달라요')
    need(kst(confirmedAt) === confirmed, where, '확정일시가 기록과 달라요')
    // 후원은 그 첫 기록보다 늦지 않아요. 시계가 한 시간까지 달라도 괜찮아요.
    const latest = kst(new Date(Date.parse(firstAt) + AN_HOUR))
    need(givenAt.startsWith(month) && givenAt <= latest, where, '이 달에 온 후원일 수 없어요')
    const row = `"${givenAt.slice(0, 10)}","후원",1,${cheese},"${confirmed}",`
    need(reported[n]?.startsWith(row), 'report.csv', `${where}과 같은 줄이 없어요`)
    all.push(sum)
    if (seq > signedSeq) unsigned.push(sum)
    if (seq < withheld) unsure.push(sum)
  }
  need(reported.length === all.length, 'report.csv', 'donations.csv에 없는 후원이 있어요')
  need(
    counted.replace(',', '건 ') === sumOf(all).slice(0, -2),
    'report.csv 2행',
    `합이 ${sumOf(all)}가 아니에요`,
  )
  return { of: `${month}에 확인된 후원 ${sumOf(all)}`, unsigned, unsure }
}

function checkSums() {
  for (const [n, line] of text('SHA256SUMS').replace(/\n$/, '').split('\n').entries()) {
    const [, hash, name] = match(/^([0-9a-f]{64}) {2}([\w.-]+)$/, line, `SHA256SUMS ${n + 1}행`)
    const found = existsSync(at(name)) && sha256(readFileSync(at(name))).toString('hex')
    need(found === hash, name, '묶을 때의 파일이 아니에요(SHA256SUMS)')
  }
}

try {
  const leaf = existsSync(at('leaf.txt')) ? text('leaf.txt').split('\n') : null
  const { last, signed: head, withheld, donations } = await readLedger(leaf && Number(leaf[3]))
  if (leaf) checkLeaf(leaf, last, head)
  const own = existsSync(at('key')) ? text('key') : ''
  const signed = leaf && checkProof((process.argv[2] ?? own).split('\n').filter(Boolean))
  const { of, unsigned, unsure } = checkFiles(donations, withheld, signed ? Number(leaf[3]) : 0)
  checkSums()
  const isProven = signed && unsigned.length + unsure.length === 0
  const said = [
    `${isProven ? '모두 맞아요' : '어긋난 곳은 없어요'}: ${of}, 채널 ${last.channelId ?? '기록 없음'}`,
    '이 수만 확인했어요. report.html에 적힌 수와 비교해 주세요',
    signed ? `서명: ${signed}, ${leaf[2]}의 ${leaf[3]}번 기록까지` : '서명은 확인하지 못했어요',
    signed && !process.argv[2] && '열쇠는 묶음에 든 것이에요. 멜트에서 받은 열쇠로도 확인해 주세요',
    signed && unsigned.length > 0 && `${sumOf(unsigned)}는 아직 서명 전이에요`,
    unsure.length > 0 && `${sumOf(unsure)}는 이유를 뺀 ${withheld}번까지의 기록에서 취소됐을 수도 있어요`,
  ]
  console.log(said.filter(Boolean).join('\n'))
  process.exitCode = isProven ? 0 : 2
} catch (error) {
  console.log(`어긋났어요. ${error instanceof SyntaxError ? `${place}: 읽을 수 없어요` : error.message}`)
  process.exitCode = 1
}
