"""From a platform's rows to products: money, clean text, and the reasons to refuse a row."""
