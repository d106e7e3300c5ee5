"""Telephone numbers as people of a country write them.

In: a number as it was typed, and the country where it is dialled. Out: the number as an address of `tel:` takes it;
`NoAddress` where nobody could dial it. Whether somebody answers, nobody here can know: numbers kept for fiction pass.
"""

from __future__ import annotations

from trustbook.settings.addresses import NoAddress

_FICTION = ("+441632960",)  # an area that is none (Ofcom); numbers for fiction elsewhere are like those of their area


def is_country(code: str) -> bool:
    """Whether a country of this code (ISO 3166) has telephones."""
    import phonenumbers  # its tables take time, and few commands ask for them

    return code in phonenumbers.SUPPORTED_REGIONS


def is_given_out(typed: str, country: str) -> bool:
    """Whether numbers like one that can be dialled are given out, or kept for fiction."""
    import phonenumbers

    number = phonenumbers.parse(typed, country)
    kept = any(dialled(typed, country).startswith(one) for one in _FICTION)
    short = phonenumbers.is_valid_short_number_for_region(number, country)
    return kept or short or bool(phonenumbers.is_valid_number(number))


def dialled(typed: str, country: str) -> str:
    """A number as `tel:` takes it: `+441632960001` (RFC 3966), or a short one such as `116123`. Raises NoAddress."""
    import phonenumbers
    from phonenumbers import PhoneNumberFormat, ValidationResult

    example = phonenumbers.example_number(country)
    hint = "write digits, with the area code"
    if example is not None:
        national = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
        hint = f"write it as in “{national}”, or with its country code"
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        raise NoAddress("it holds no telephone number", hint) from None
    if number.extension:
        raise NoAddress("it has an extension, which no link can dial", hint)
    if phonenumbers.is_valid_short_number_for_region(number, country):
        return str(phonenumbers.national_significant_number(number))
    outcome = phonenumbers.is_possible_number_with_reason(number)
    if outcome == ValidationResult.IS_POSSIBLE:
        return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    reasons = {
        ValidationResult.IS_POSSIBLE_LOCAL_ONLY: "it lacks its area code",
        ValidationResult.TOO_SHORT: "it has too few digits",
        ValidationResult.TOO_LONG: "it has too many digits",
        ValidationResult.INVALID_COUNTRY_CODE: "no country has its country code",
    }
    raise NoAddress(reasons.get(outcome, "no number there is so long"), hint)
