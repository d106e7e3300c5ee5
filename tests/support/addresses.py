"""Addresses as people type them: those that can be opened, with what becomes of them, and those that cannot."""

from __future__ import annotations

OPENED = {
    "HTTPS://A.org": "https://A.org",
    "https://a.org/a b": "https://a.org/a%20b",
    'https://a.org/[x]{y}|^"`\\<z>': "https://a.org/%5Bx%5D%7By%7D%7C%5E%22%60%5C%3Cz%3E",
    "https://a.org/100%": "https://a.org/100%25",
    "https://a.org/%20%zz": "https://a.org/%20%25zz",
    "https://a.org/?a[b]=c#d#e f": "https://a.org/?a%5Bb%5D=c#d%23e%20f",
    "https://a.org/b,c;d:e@f!$*()'~": "https://a.org/b,c;d:e@f!$*()'~",
    "https://de.example.org/Übung": "https://de.example.org/Übung",
    "https://a.org/\u200b": "https://a.org/%E2%80%8B",
    "https://bücher.example": "https://xn--bcher-kva.example",
    "https://straße.example": "https://xn--strae-oqa.example",
    "https://user@a.org:8080/x": "https://user@a.org:8080/x",
    "https://[::1]/": "https://[::1]/",
    "https://1.2.3.4/": "https://1.2.3.4/",
    "tel:01234 567890": "tel:01234567890",
    "tel:+44 (0)1632 960-001": "tel:+441632960001",
    "tel:0800-123;ext=4": "tel:0800123;ext=4",
    "tel:*21#": "tel:*21%23",
    "sms:85258&body=HOME now": "sms:85258?body=HOME%20now",
    "mailto:a@b.org, c@d.org?subject=Help us": "mailto:a@b.org,c@d.org?subject=Help%20us",
    "mailto:?subject=A%20book": "mailto:?subject=A%20book",
}
NOT_OPENED = (
    *("https://", "https:///x", "http:a.org", "https:/a.org", "https://a..org", "https://-a.org", "https://a b.org"),
    *("https://a.org:99999", "https://a.org:x", "https://256.1.1.1", "https://xn--a/", "https://a!b.org", "https://["),
    *(
        "https://[::x]/",
        "https://a\u00adb.org",
        "tel:",
        "tel:call us",
        "sms:",
        "mailto:",
        "mailto:a",
        "mailto:a b@c.org",
    ),
)
