"""Where the style sheets are: inside an installed package, or beside it in a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent

# Beside an installed package a folder `styles` may be somebody else's, so the package's own comes first.
_FOLDERS: Final = (_PACKAGE / "styles_data", _PACKAGE.parent / "styles")


def stylesheet(name: str) -> Path:
    """The file of the style sheet `name`, without its ending: `stylesheet("live")` for a screen's CSS_PATH.

    Raises FileNotFoundError, naming where it looked.
    """
    for folder in _FOLDERS:
        path = folder / f"{name}.tcss"
        if path.is_file():
            return path
    looked = " and ".join(str(folder) for folder in _FOLDERS)
    raise FileNotFoundError(f"{name}.tcss is in neither {looked}. Install mentortui again.")
