"""One folder per platform, all alike: `sniff(head, name)` recognises a file, `read(path)` gives its products and
refusals.
"""
