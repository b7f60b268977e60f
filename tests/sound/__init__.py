"""Talk made for tests: synthesised speech that follows real turns, with what a room, a line and a loudspeaker do to it."""
