"""What is wrong in a lesson and seen only when it runs; each finding is a slip with its file and line."""
