"""Addresses that lead out of a book, as every reader of it can open them.

In: an address as it was typed. Out: the same address with what no address may hold encoded (WHATWG URL; tel: RFC 3966,
sms: RFC 5724, mailto: RFC 6068); `NoAddress` where nothing could open it. Letters of any language stay as they are.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

SCHEMES = ("https", "http", "mailto", "tel", "sms")

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?@!$&'()*+,;=%")
_LONE_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_LABEL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")
_HOST_SIGNS = ("L", "M", "N", "So")  # Unicode categories of the signs in names that are not ASCII
_PART_OF_NUMBER = re.compile(r"[\s./()\u2010-\u2015-]+")
_NUMBER = re.compile(r"\+?[0-9*#]*[0-9][0-9*#]*((;[A-Za-z0-9-]+(=[\w.+~!$%-]+)?)*)")
_MAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[\w-]+(\.[\w-]+)+")


class NoAddress(ValueError):
    """An address that nothing could open; `hint` says how it is written."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def encoded(address: str) -> str:
    """An address of one of the `SCHEMES`, encoded. Raises NoAddress."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise NoAddress("it has no parts that can be told apart", "copy it anew from the browser") from None
    scheme, _, rest = address.strip().partition(":")
    match scheme.lower():
        case "mailto":
            return f"mailto:{_letter_box(rest)}"
        case "tel":
            return f"tel:{telephone(unquote(rest))}"
        case "sms":
            to, _, body = rest.partition("?" if "?" in rest else "&")
            return f"sms:{telephone(unquote(to))}{'?' if body else ''}{_encoded(body)}"
    fragment = f"#{_encoded(parts.fragment)}" if parts.fragment else ""
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    return f"{scheme.lower()}://{_authority(parts.netloc)}{_encoded(parts.path)}{query}{fragment}"


def telephone(typed: str) -> str:
    """A telephone number as `tel:` and `sms:` take it. Raises NoAddress."""
    at_home = typed.replace("(0)", "") if typed.strip().startswith("+") else typed  # (0) is for calls within a country
    number = _PART_OF_NUMBER.sub("", at_home.partition(";")[0]) + "".join(at_home.partition(";")[1:])
    if not _NUMBER.fullmatch(number):
        raise NoAddress("it holds no telephone number", "write digits, such as `tel:+441632960001`")
    return number.replace("#", "%23")


def _letter_box(typed: str) -> str:
    to, _, query = typed.partition("?")
    boxes = [unquote(box).strip() for box in to.split(",")]
    if not all(_MAIL.fullmatch(box) for box in boxes) and (to.strip() or not query):
        raise NoAddress("it holds no e-mail address", "write one such as `mailto:name@example.org`")
    said = f"?{_encoded(query)}" if query else ""
    return ",".join(quote(box, safe="@!$&'*+/=~") for box in boxes) + said


def _authority(netloc: str) -> str:
    """The part between `//` and the path: who asks, host, port."""
    user, at, place = netloc.rpartition("@")
    if match := re.fullmatch(r"(\[[^\]]*\])(:[0-9]*)?", place):
        host, port = match.group(1), match.group(2) or ""
        try:
            ipaddress.IPv6Address(host[1:-1])
        except ValueError:
            raise _no_host(host) from None
    else:
        name, colon, number = place.partition(":")
        host, port = _host(name), f"{colon}{number}"
    if port[1:] and not (port[1:].isdecimal() and port.isascii() and int(port[1:]) < 2**16):
        raise NoAddress(f"`{port[1:][:20]}` is no port", "copy it anew from the browser")
    return f"{_encoded(user)}{at}{host}{port}"


def _host(name: str) -> str:
    """A host's name in ASCII (RFC 5891)."""
    labels = unquote(name).removesuffix(".").split(".")
    ascii_labels = [_label(unicodedata.normalize("NFKC", label)) for label in labels]
    if not all(_LABEL.fullmatch(label) for label in ascii_labels) or len(name) > 253:
        raise _no_host(name)
    if ascii_labels[-1].isdigit():
        try:
            ipaddress.IPv4Address(".".join(ascii_labels))
        except ValueError:
            raise _no_host(name) from None
    return ".".join(ascii_labels)


def _label(label: str) -> str:
    """One part of a host's name in ASCII; nothing for one that cannot be."""
    if not label.isascii():
        return f"xn--{label.lower().encode('punycode').decode()}" if _for_names(label) else ""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label if _for_names(label[4:].encode().decode("punycode")) else ""
    except UnicodeError:
        return ""


def _for_names(label: str) -> bool:
    signs = [one for one in label if not one.isascii()]
    return bool(signs) and all(unicodedata.category(one).startswith(_HOST_SIGNS) for one in signs)


def _no_host(name: str) -> NoAddress:
    message = f"`{name[:40]}` is no name of a host" if name else "it names no host"
    return NoAddress(message, "write `https://`, then the name of the site, such as `https://example.org/page`")


def _encoded(text: str) -> str:
    return "".join(_character(one) for one in _LONE_PERCENT.sub("%25", text))


def _character(one: str) -> str:
    kept = one in _PLAIN if one.isascii() else one.isprintable() and one != "\ufffd"
    return one if kept else quote(one)
