"""Every word said across the heart's border: frozen messages, and the ports that activities implement."""
