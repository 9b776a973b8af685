"""The web: the API, its errors and its door, and the console page."""
