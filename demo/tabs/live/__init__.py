"""Live: the page listens all the time, and plays a game by voice."""
