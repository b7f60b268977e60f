"""`python -m mentortui`."""

from mentortui.cli import main

if __name__ == "__main__":
    main()
