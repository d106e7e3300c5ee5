"""Judge finished files: validators that others wrote, and our own print checks.

In: the bytes of one file. Out: findings. The only package that starts other programs.
It must not know books or editions; which checks a file gets, its edition's row says.
"""

from __future__ import annotations

from trustbook.verify.tools import Broke, Check, Missing, Subject

__all__ = ["Broke", "Check", "Missing", "Subject"]
