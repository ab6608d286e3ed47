"""What the tests share: notebooks, attacks and damage, and how commands and programs are started."""
