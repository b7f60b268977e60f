"""Servers of sound, for whichever test asks for one."""

from tests.sound.servers import pipewire, pipewire_pulse, pulse, server, server_folder

__all__ = ["pipewire", "pipewire_pulse", "pulse", "server", "server_folder"]
