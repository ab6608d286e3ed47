"""What is done to the built pages: light icons and styles, previews, the search."""
