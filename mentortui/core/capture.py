"""The capture line."""

from mentortui.core.capture_values import Capture, Kind, Reader, Understood

__all__ = ["Capture", "Kind", "Reader", "Understood"]
