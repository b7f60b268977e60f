"""Who is speaking, heard from the machine's sound: samples come in, changes of who speaks go out, and no sound is kept."""
