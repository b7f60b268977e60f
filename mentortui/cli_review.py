"""`mentortui review`: what it prints. Plain lines, never an escape code, people's words made visible."""

from typing import TYPE_CHECKING

import click

from mentortui.core.review import nothing_words, page
from mentortui.core.text import visible
from mentortui.services.clock import clock_from_environment
from mentortui.services.review import Reviews, review_text, write_review

if TYPE_CHECKING:
    from mentortui.store.store import Store


def review(store: "Store", slug: str, *, typed: str, outside: bool, as_shape: bool, file: str | None) -> int:
    """Prints that of one mentorship and period, or writes it into a file. Raises StoreError, Refused."""
    from mentortui.formats.markdown import to_text

    reviews = Reviews(store, clock_from_environment())
    found = reviews.read(slug, reviews.period(slug, typed), outside=outside)
    if file is not None:
        click.echo(visible(f"Written to {write_review(file, found)}"))
    elif as_shape:
        click.echo(review_text(".json", found), nl=False)
    elif not found.review.told or found.review.empty:
        click.echo(f"{visible(nothing_words(found.period))} --period names another: q3, 2026, “1 apr - 30 jun”, all.", err=True)
    else:
        click.echo(to_text(page(found.review)), nl=False)
    return 0
