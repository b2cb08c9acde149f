"""The demo shop's own pages, drawn from the live catalogue and data/shop/<shop>/: browsing and chatting meet here."""
