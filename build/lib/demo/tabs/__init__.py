"""One file a tab: its layout, and the handlers that call core."""
