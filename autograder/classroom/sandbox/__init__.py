"""The walls from outside: what goes in, the bubblewrap command, and the processes behind it."""
