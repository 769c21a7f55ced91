"""What clients and workers need of Temporal: connections, schedules, names, retries."""
