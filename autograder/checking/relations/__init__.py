"""What a wrong answer has to do with the right one."""
