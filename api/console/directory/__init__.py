"""The directory as the office puts it right: bodies, files of contacts and meetings, the kinds of agreements."""
