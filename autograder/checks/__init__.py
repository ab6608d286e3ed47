"""What right looks like: a file of plain pytest for each lesson."""
