#!/bin/sh
# Creates the namespace once. The worker creates its search attributes and schedules.
# Reads TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and TEMPORAL_RETENTION.
set -eu

temporal=${TEMPORAL_CLI:-temporal}
namespace=$TEMPORAL_NAMESPACE

# The frontend accepts connections a few seconds before it can respond.
attempts=0
until "$temporal" operator cluster health >/dev/null 2>&1; do
  attempts=$((attempts + 1))
  [ "$attempts" -lt 60 ] || { echo "The Temporal server at $TEMPORAL_ADDRESS does not respond." >&2; exit 1; }
  sleep 1
done

if "$temporal" operator namespace describe --namespace "$namespace" >/dev/null 2>&1; then
  "$temporal" operator namespace update --namespace "$namespace" --retention "$TEMPORAL_RETENTION"
else
  "$temporal" operator namespace create --namespace "$namespace" --retention "$TEMPORAL_RETENTION"
fi
