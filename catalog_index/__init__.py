"""The catalogue: products in Google Merchant Center's terms, and their search index. Imports nothing of ours."""
