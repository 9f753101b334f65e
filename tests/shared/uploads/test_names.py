"""The names of files as the programs out there send them."""

import base64
from urllib.parse import quote

import pytest

from shared.uploads.names import read_disposition

NAME = "施工图（一）.pdf"
UTF8, GBK = NAME.encode(), NAME.encode("gbk")
WORD = b"=?utf-8?B?" + base64.b64encode(UTF8) + b"?="
EXTENDED = quote(NAME).encode()

SENT = {
    "browsers": b'form-data; name="file"; filename="' + UTF8 + b'"',
    "browsers under GBK": b'form-data; name="file"; filename="' + GBK + b'"',
    ".NET": b'form-data; name=file; filename="' + WORD + b"\"; filename*=utf-8''" + EXTENDED,
    ".NET, the other way round": b"form-data; name=file; filename*=utf-8''" + EXTENDED + b'; filename="' + WORD + b'"',
    "RFC 5987 alone": b"form-data; name=file; filename*=UTF-8''" + EXTENDED,
    "RFC 5987 with a language": b"form-data; name=file; filename*=UTF-8'zh-CN'" + EXTENDED,
    "RFC 5987 in GBK": b"form-data; name=file; filename*=GBK''" + quote(NAME, encoding="gbk").encode(),
    "RFC 5987 in an unknown encoding": b'form-data; name="file"; filename="' + UTF8 + b"\"; filename*=klingon''%FF",
    "RFC 2047 alone": b'form-data; name="file"; filename="' + WORD + b'"',
    "RFC 2047 in two words": b'form-data; name="file"; filename="=?utf-8?B?5pa95bel?= =?utf-8?Q?=E5=9B=BE?='
    + "（一）.pdf".encode() + b'"',
    "RFC 2231 in pieces": b"form-data; name=file; filename*0*=utf-8''"
    + EXTENDED[:18] + b"; filename*1*=" + EXTENDED[18:],
    "per cent signs": b'form-data; name="file"; filename="' + EXTENDED + b'"',
    "no quotes": b"form-data;name=file;filename=" + UTF8,
    "upper case": b'FORM-DATA; NAME="file"; FILENAME="' + UTF8 + b'"',
    "the file first": b'form-data; filename="' + UTF8 + b'"; name="file"',
}  # fmt: skip


@pytest.mark.parametrize("how", SENT)
def test_a_chinese_name_is_read_as_meant(how: str) -> None:
    said = read_disposition(SENT[how])
    assert (said.field, said.file) == ("file", NAME)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        (b'filename="plan.pdf"', "plan.pdf"),
        (b'filename=""', ""),
        (b'filename="a;b=c.pdf"', "a;b=c.pdf"),
        (b'filename="a\\"b.pdf"', 'a"b.pdf'),
        (b'filename="a%22b.pdf"', 'a"b.pdf'),
        (b'filename="100%25 100% %41.pdf"', "100%25 100% %41.pdf"),
        (b'filename="%ff%fe.pdf"', "%ff%fe.pdf"),
        (b'filename="C:\\drawings\\x.pdf"', "C:\\drawings\\x.pdf"),
        (b'filename="=?klingon?B?5Zu+?="', "=?klingon?B?5Zu+?="),
        (b'filename="=?utf-8?B?!?="', "=?utf-8?B?!?="),
        (b'filename="unfinished', "unfinished"),
        ('filename="\u0065\u0301te\u0301.pdf"'.encode(), "été.pdf"),  # as macOS takes letters apart
        ('filename="图誠"'.encode("gbk"), "图誠"),  # ends with a byte that is a backslash elsewhere
        (b"filename*=utf-8''", None),
        (b"filename*0=a; filename*1=b.pdf", "ab.pdf"),
        (b"", None),
    ],
)
def test_other_names(sent: bytes, name: str | None) -> None:
    assert read_disposition(b'form-data; name="x"; ' + sent).file == name


@pytest.mark.parametrize(
    "header", [b"", b"form-data", b";;;", b'"', b"=", b"\xff\xfe\0", b"name", b'form-data; "name"=x']
)
def test_a_part_without_a_name(header: bytes) -> None:
    assert read_disposition(header).field is None
