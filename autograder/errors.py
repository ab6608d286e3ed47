"""The one kind of error that a user sees."""


class Refusal(Exception):
    """One line: what is wrong, what was expected, what to run next.

    Status 2: the call was wrong; 1: something did not pass.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status
