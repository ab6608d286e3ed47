"""Changes of a course as new texts of its files: an exercise more, another name, a lesson less."""
