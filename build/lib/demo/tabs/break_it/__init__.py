"""Break it: what makes the computer change its mind."""
