"""Every colour there is. Two strengths of foreground, one accent for now, one for where one types, amber, and red.

`$accent` is now: the current item, the person speaking. `$secondary` is where one types. `$warning` is worth a look.
`$error` is data at risk, and nothing else. The rest are ours: `$quiet` the second strength of foreground, `$faint`
borders and the empty part of a bar, `$spoken` the share of who does not speak, `$agreed` the mark of what was agreed.
"""

from typing import Final

from textual.theme import Theme

VARIABLES: Final[dict[str, str]] = {
    "quiet": "#8d949e",
    "faint": "#4a515c",
    "spoken": "#7f8b9c",
    "agreed": "#e9edf3",
}
"""What our own variables are under a dark theme that is not ours."""

_LIGHT_VARIABLES: Final[dict[str, str]] = {
    "quiet": "#5f6670",
    "faint": "#b4bac3",
    "spoken": "#7d8898",
    "agreed": "#14181f",
}

DARK: Final = Theme(
    name="mentortui-dark",
    primary="#6cb6c9",
    secondary="#b9a3e3",
    accent="#6fc7b8",
    warning="#e2b15b",
    error="#ff6b63",
    success="#6fc7b8",
    foreground="#d5dae1",
    background="#14171c",
    surface="#191d23",
    panel="#222831",
    dark=True,
    variables={
        **VARIABLES,
        "border": "#4a515c",
        "border-blurred": "#4a515c",
        "footer-background": "#14171c",
        "scrollbar": "#4a515c",
        "scrollbar-hover": "#6b7480",
        "scrollbar-active": "#6fc7b8",
        "scrollbar-background": "#14171c",
        "scrollbar-background-hover": "#14171c",
        "scrollbar-background-active": "#14171c",
    },
)

LIGHT: Final = Theme(
    name="mentortui-light",
    primary="#1f6f84",
    secondary="#6a4cb0",
    accent="#0f766a",
    warning="#8f5b00",
    error="#b8201c",
    success="#0f766a",
    foreground="#23282f",
    background="#fbfbf9",
    surface="#f3f3f0",
    panel="#e8e9e6",
    dark=False,
    variables={
        **_LIGHT_VARIABLES,
        "border": "#b4bac3",
        "border-blurred": "#b4bac3",
        "footer-background": "#fbfbf9",
        "scrollbar": "#b4bac3",
        "scrollbar-hover": "#8b929c",
        "scrollbar-active": "#0f766a",
        "scrollbar-background": "#fbfbf9",
        "scrollbar-background-hover": "#fbfbf9",
        "scrollbar-background-active": "#fbfbf9",
    },
)

THEMES: Final = (DARK, LIGHT)


def variable_defaults(dark: bool) -> dict[str, str]:
    """Our own variables under a theme that is not ours, for `App.get_theme_variable_defaults`."""
    return dict(VARIABLES if dark else _LIGHT_VARIABLES)
