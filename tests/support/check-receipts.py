"""Checks receipts (docs/ledger.md "Receipts") in another language than Melt's, with nothing but its standard library.

In: JSON a line, {"vkey": …, "receipt": …}. Out: a line each, "right <channel> <donation> <state> <amount>" or "wrong".
"""

import base64
import hashlib
import json
import re
import sys
from functools import lru_cache

# Ed25519 (RFC 8032 §6), points as x:y:z:t.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * D * t1 * t2 % P, 2 * z1 * z2 % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    product = (0, 1, 1, 0)
    while number:
        if number & 1:
            product = add(product, point)
        point, number = add(point, point), number >> 1
    return product


def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise ValueError
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def is_same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


@lru_cache(maxsize=None)
def is_signed(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    point, nonce = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    challenge = hashlib.sha512(signature[:32] + key + message).digest()
    return is_same(times(s, BASE), add(nonce, times(int.from_bytes(challenge, "little") % ORDER, point)))


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def decode(text):
    data = base64.b64decode(text, validate=True)
    require(base64.b64encode(data).decode() == text)
    return data


def require(is_right):
    if not is_right:
        raise ValueError


def root_over(leaf, index, size, path):
    """The root that a leaf comes to; the last hash of the path stands beside the greatest subtree."""
    require(0 <= index < size)
    if size == 1:
        require(not path)
        return leaf
    require(path)
    middle = 1 << (size - 1).bit_length() - 1
    if index < middle:
        return sha256(b"\1", root_over(leaf, index, middle, path[:-1]), path[-1])
    return sha256(b"\1", path[-1], root_over(leaf, index - middle, size - middle, path[:-1]))


def check_note(note, vkey):
    body, _, lines = note.rpartition("\n\n")
    body += "\n"
    origin, size, root = body[:-1].split("\n")
    name, key_id, encoded = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", vkey).groups()
    key = decode(encoded)
    require(name == origin and key[0] == 1 and re.fullmatch(r"0|[1-9]\d*", size) and lines.endswith("\n"))
    signed = False
    for line in lines[:-1].split("\n"):
        dash, signer, signature = line.split(" ")
        data = decode(signature)
        require(dash == "—" and len(data) > 4)
        if signer == name and data[:4].hex() == key_id:
            require(is_signed(key[1:], body.encode(), data[4:]))
            signed = True
    require(signed)
    return int(size), decode(root)


def check(vkey, receipt):
    require(not re.search(r"[\0-\x09\x0b-\x1f]", receipt))
    head, leaf, proof = receipt.split("\n\n", 2)
    path, note = proof.split("\n\n", 1)
    form, index, *hashes = path.split("\n")
    require(form == "c2sp.org/tlog-proof@v1" and re.fullmatch(r"index (0|[1-9]\d*)", index))
    size, root = check_note(note, vkey)
    leaf += "\n"
    computed = root_over(sha256(b"\0", leaf.encode()), int(index[6:]), size, [decode(line) for line in hashes])
    require(computed == root)
    head_form, channel, _day, seq, _hash, entries_root = leaf[:-1].split("\n")
    form, *lines = head.split("\n")
    require(form == "melt-receipt/v1" and head_form == "melt-head/v1" and lines[0].startswith("["))
    entries = []
    for line in lines:
        entries.append((line, [])) if line.startswith("[") else entries[-1][1].append(decode(line))
    before = None
    for line, path in entries:
        fields = json.loads(line)
        fields = fields[1:] if fields[0] == "melt-entry/v2" else fields
        require(len(fields) == 11 and fields[0] == channel)
        require(before is None or (fields[2] == before[2] and fields[3] == before[4] and fields[1] > before[1]))
        hashed = sha256(b"\0", hashlib.sha256(line.encode()).digest())
        require(root_over(hashed, fields[1] - 1, int(seq), path).hex() == entries_root)
        before = fields
    return f"right {channel} {before[2]} {before[4]} {before[5]}"


for asked in sys.stdin:
    try:
        print(check(**json.loads(asked)))
    except (ValueError, AttributeError, TypeError, IndexError, KeyError):
        print("wrong")
