"""What runs apart gives what it gives, and is not waited for by a program that ends."""

import asyncio
import subprocess
import sys

import pytest

from mentortui.services.apart import apart

ENDS = """
import asyncio, time
from mentortui.services.apart import apart

async def main():
    hanging = asyncio.create_task(apart(time.sleep, 60))
    await asyncio.sleep(.05)

asyncio.run(main())
"""


async def test_what_is_done_apart_comes_back_or_fails_as_it_would_here() -> None:
    assert await apart(sorted, [2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        await apart(divmod, 1, 0)
    await asyncio.sleep(0)


def test_a_program_ends_while_something_apart_hangs() -> None:
    ended = subprocess.run([sys.executable, "-c", ENDS], timeout=30, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
