"""The page. It imports core; core never imports it."""
