"""Similar notebooks: the code of each exercise compared by fingerprints; a hint, and no verdict."""
