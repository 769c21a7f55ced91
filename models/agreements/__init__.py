"""Agreements and their texts: how a cycle is started, what is known of it, what it plans."""
