"""How often it is right: figures, robustness, speed, and the card that shows them."""
