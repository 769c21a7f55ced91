"""What pages and the JSON API show: read models, in as many statements for three rows as for sixty."""
