"""The page without a server: one HTML file with runtime and network inside."""
