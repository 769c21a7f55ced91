#!/bin/sh
# Makes the namespace when it is missing; safe to run again. TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE name it.
# Ten years from the start: what a workflow keeps is decided when it closes, and raising it later rescues nothing.
set -eu

temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" > /dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 3650d
