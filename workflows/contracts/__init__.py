"""Every word said across the heart's border: frozen messages, and the ports that activities implement.

Messages carry ids, codes, dates and outcomes, never a person, an address or a text.
"""
