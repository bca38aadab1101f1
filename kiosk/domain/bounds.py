"""Bounds of numbers that are settings."""


def require_between(policy: object, lowest: float, highest: float, *names: str) -> None:
    """Raises ValueError for a number out of these bounds, or one that is none, naming it."""
    for name in names:
        if not lowest <= getattr(policy, name) <= highest:
            raise ValueError(f"{name} is between {lowest:g} and {highest:g}")
