"""The pictures of the lessons: a module for each, which draws with the functions that the learner wrote.

A lesson says `from playground.pictures import forward_pass as demo`.
"""
