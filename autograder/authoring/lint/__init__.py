"""What is wrong in a lesson's files, read and not run: one module for each kind of slip."""
